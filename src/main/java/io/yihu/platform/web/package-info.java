/** Page frame, error pages and the job screen. */
package io.yihu.platform.web;
