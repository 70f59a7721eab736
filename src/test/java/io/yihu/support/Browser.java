package io.yihu.support;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The one Chromium of the test JVM, as the system installed it; nothing is downloaded. */
final class Browser {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static com.microsoft.playwright.Browser running;

    private Browser() {}

    static synchronized com.microsoft.playwright.Browser get() {
        if (running == null) {
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            running = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable().orElseThrow())
                            .setHeadless(true)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync",
                                    "--no-first-run",
                                    "--disable-quic")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
        }
        return running;
    }

    private static Optional<Path> executable() {
        String told = System.getenv("YIHU_CHROMIUM");
        if (told != null && !told.isBlank()) {
            return Optional.of(Path.of(told)).filter(Files::isExecutable);
        }
        Stream<Path> candidates = Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return candidates.filter(Files::isExecutable).findFirst();
    }

    /** Skips, or fails where a browser is required. */
    static class Needed implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (executable().isPresent()) {
                return ConditionEvaluationResult.enabled("Chromium found");
            }
            String sentence = "No Chromium found (looked for " + String.join(", ", NAMES)
                    + " on PATH, or YIHU_CHROMIUM): browser tests are not run.";
            if ("required".equals(System.getenv("YIHU_BROWSER"))) {
                throw new IllegalStateException(sentence + " YIHU_BROWSER=required forbids that.");
            }
            System.err.println(sentence);
            return ConditionEvaluationResult.disabled(sentence);
        }
    }
}
