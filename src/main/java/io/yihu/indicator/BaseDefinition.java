package io.yihu.indicator;

/** A query that several frames start from, computed once a run; frames name it as {@code @base(name)}. */
public record BaseDefinition(String name, String module, String titleZh, String titleEn, String sql) {}
