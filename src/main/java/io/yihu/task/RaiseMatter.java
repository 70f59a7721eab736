package io.yihu.task;

/**
 * Something about a taxpayer that an officer must deal with.
 *
 * @param typeCode code of {@code task.v_matter_type}: RISK_REMIND, ASSESSMENT, POST_RESPONSE, SERVICE …
 * @param source module that raises it in capitals, such as RISK; with {@code sourceRef} and type it is raised only once
 * @param sourceRef the source's own id; for RISK the finding, shown as a link to it
 * @param level HIGH, MEDIUM, LOW or NONE
 * @param why one or two sentences for the officer, may be null
 */
public record RaiseMatter(
        long subjectId, String typeCode, String source, String sourceRef, String level, String title, String why) {}
