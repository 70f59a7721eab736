package io.yihu.exchange;

/** Told how far an import is. */
@FunctionalInterface
public interface ImportProgress {
    ImportProgress SILENT = (phase, done, total) -> {};

    /**
     * @param phase message key suffix of {@code exchange.phase.}: staging, checks, merging
     * @param done records or parts done
     * @param total all of them, 0 when not known
     */
    void at(String phase, long done, long total);
}
