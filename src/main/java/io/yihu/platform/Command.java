package io.yihu.platform;

import java.util.List;

/**
 * A command of the jar, such as {@code import}: the application starts without web server, seeding and scheduler, runs it
 * and ends.
 *
 * <p>Progress goes to {@code System.err}, one JSON object to {@code System.out}.
 */
public interface Command {
    /** First words of the command line, such as {@code import} or {@code audit verify}. */
    String name();

    /** Whether it is meant with these arguments; another command may have the same name. */
    default boolean takes(List<String> arguments) {
        return true;
    }

    /** Arguments after the name; answers the exit code: 0 done, 1 done with rejects or findings, 2 refused. */
    int run(List<String> arguments);
}
