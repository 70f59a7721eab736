package io.yihu.task;

import java.time.Instant;

/**
 * Something about a taxpayer that an officer must deal with.
 *
 * @param typeCode code of {@code task.v_matter_type}: RISK_REMIND, ASSESSMENT, POST_RESPONSE, SERVICE …
 * @param source module that raises it in capitals, such as RISK; with {@code sourceRef} and type it is raised only once
 * @param sourceRef the source's own id; for RISK the finding, shown as a link to it
 * @param level HIGH, MEDIUM, LOW or NONE
 * @param why one or two sentences for the officer, may be null
 * @param dueAt the source's own deadline, null for that of the type
 */
public record RaiseMatter(
        long subjectId,
        String typeCode,
        String source,
        String sourceRef,
        String level,
        String title,
        String why,
        Instant dueAt) {
    /** With the deadline of its type. */
    public RaiseMatter(
            long subjectId, String typeCode, String source, String sourceRef, String level, String title, String why) {
        this(subjectId, typeCode, source, sourceRef, level, title, why, null);
    }
}
