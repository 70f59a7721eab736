package io.yihu.platform;

/** What a running job may ask and tell. */
public interface JobContext {
    long id();

    /** Parameters as they were given at the start, JSON. */
    String parameters();

    /** Progress for the screen: {@code done} of {@code total} and a short phrase. */
    void progress(long done, long total, String phrase);

    /** True when a person asked it to stop; the handler returns at the next safe point. */
    boolean stopRequested();
}
