package io.yihu.indicator;

import java.util.List;

/** A step cut into units that several nodes do side by side; each unit is one transaction and must be idempotent. */
public interface SharedStep extends RunStep {
    /** Before the first unit of a run, on the node that leads it. */
    default void begin(RunContext run) {}

    /** Names of the units, the longest first where that is known. */
    List<String> units(RunContext run);

    /** Does one unit inside the caller's transaction and returns the number of rows it dealt with. */
    long run(RunContext run, String unit);

    /** After the last unit of a run, on the node that leads it, inside one transaction; done again where it was cut short. */
    default void end(RunContext run) {}

    /** Whether what earlier units left behind is lost, so that the step must be done anew. */
    default boolean lost(RunContext run) {
        return false;
    }

    @Override
    default long run(RunContext run) {
        begin(run);
        long rows = units(run).stream().mapToLong(unit -> run(run, unit)).sum();
        end(run);
        return rows;
    }
}
