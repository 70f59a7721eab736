/** Findings of scans and supervision of tasks, from notice to close. */
package io.yihu.control.finding;
