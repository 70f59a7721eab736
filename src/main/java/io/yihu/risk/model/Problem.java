package io.yihu.risk.model;

/** Something wrong with a model: a message key with arguments. */
public record Problem(String key, Object... arguments) {}
