/** Threads of messages about work orders and packages, across offices, live on every node. */
@org.springframework.modulith.NamedInterface("thread")
package io.yihu.task.thread;
