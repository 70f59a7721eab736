package io.yihu.indicator;

import java.time.Instant;
import java.time.LocalDate;

/** A run as screens and callers see it; times in UTC. */
public record RunRow(
        long id,
        LocalDate asOf,
        LocalDate period,
        String state,
        Integer catalogueVersion,
        Long jobId,
        String startedBy,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        Double seconds,
        int stepsDone,
        int steps) {

    public boolean open() {
        return state.equals("QUEUED") || state.equals("RUNNING");
    }

    public boolean resumable() {
        return state.equals("FAILED") || state.equals("STOPPED");
    }
}
