package io.yihu.task;

/** What one dispatch did, in tasks. */
public record DispatchResult(long runId, int considered, int dispatched, int undispatched, long millis) {}
