package io.yihu.indicator;

/**
 * One named query with one row per subject: {@code subject_id} and base quantities as of a day.
 *
 * @param population this frame says which subjects have a vector at all
 * @param stored looks at everybody at once: for one subject live, the newest stored values stand in
 * @param sql reads {@code :asOf}, {@code :period} (first day of the last full month), {@code @subjects(column)} and {@code @base(name)}
 */
public record FrameDefinition(
        String name, String module, boolean population, boolean stored, String titleZh, String titleEn, String sql) {}
