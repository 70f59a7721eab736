/** Search, row and verification pages of the log, and the same as JSON. */
package io.yihu.trail.web;
