package io.yihu.platform;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The application must not start; the message is the one sentence an operator reads. */
public class StartupRefused extends RuntimeException {
    private final String action;

    public StartupRefused(String sentence, String action) {
        super(sentence);
        this.action = action;
    }

    /** Prints that sentence on the console instead of a stack trace. */
    static class Analyzer extends AbstractFailureAnalyzer<StartupRefused> {
        @Override
        protected FailureAnalysis analyze(Throwable rootFailure, StartupRefused cause) {
            return new FailureAnalysis(cause.getMessage(), cause.action, cause);
        }
    }
}
