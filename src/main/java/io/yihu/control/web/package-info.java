/** Pages and JSON of internal control. */
package io.yihu.control.web;
