package io.yihu.guidance;

import java.time.Instant;
import java.util.Map;

/**
 * An event that happened to one taxpayer.
 *
 * @param ref tells it from other events of the kind about the same taxpayer
 * @param taskId task that stands for it already, null where the message brings its own
 * @param words for gaps of the template beyond name, date and office
 */
public record Occasion(long subjectId, String ref, Instant at, Long taskId, Map<String, String> words) {}
