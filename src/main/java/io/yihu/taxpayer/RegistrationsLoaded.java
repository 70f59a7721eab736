package io.yihu.taxpayer;

/** Registrations were loaded; published once more when a killed load is finished again. */
public record RegistrationsLoaded(long batchId) {}
