package io.yihu.platform;

/**
 * A kind of long work. It may be killed at any point and is then run again with the same parameters on some node:
 * effects must be idempotent and progress kept in the module's own tables.
 */
public interface JobHandler {
    /** Unique name, such as {@code risk.run}. */
    String kind();

    void run(JobContext job) throws Exception;
}
