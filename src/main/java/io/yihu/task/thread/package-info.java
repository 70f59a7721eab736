/** Threads of messages about work orders and packages, across offices, live on every node. */
package io.yihu.task.thread;
