package io.yihu.indicator;

/**
 * One named query with one row per subject: {@code subject_id} and base quantities as of a day.
 *
 * @param population this frame says which subjects have a vector at all
 * @param sql reads {@code :asOf}, {@code :period} (first day of the last full month) and {@code @subjects(column)}
 */
public record FrameDefinition(
        String name, String module, boolean population, String titleZh, String titleEn, String sql) {}
