/** Pages of the desk. */
package io.yihu.workbench.web;
