package io.yihu.indicator;

/** One step of the nightly run, declared by the module that does it; restartable, so its effect must be idempotent per run. */
public interface RunStep {
    /** Such as {@code risk.judge}; title is the message {@code <code>.step}. */
    String code();

    /** 100 partition grids, 200 vectors, 300 judge, 400 raise matters, 500 dispatch, 600 appraise, 700 checks. */
    int order();

    /** Does the step and returns the number of rows or subjects it dealt with. */
    long run(RunContext run);
}
