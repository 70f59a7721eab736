/** Pages of the demo. */
package io.yihu.demo.web;
