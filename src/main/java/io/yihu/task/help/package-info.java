/** Technical support asked from inside a task. */
package io.yihu.task.help;
