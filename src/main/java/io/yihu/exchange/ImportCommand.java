package io.yihu.exchange;

import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code import --feed <feed or definition> [--source name] [--dry-run] <file>…}. */
@Component
@RequiredArgsConstructor
class ImportCommand implements Command {
    private static final int DONE = 0;
    private static final int WITH_REJECTS = 1;
    private static final int REFUSED = 2;
    private final ImportService imports;
    private final BatchQueries queries;
    private final JsonMapper json;
    private final MessageSource messages;

    @Override
    public String name() {
        return "import";
    }

    /** What was typed. */
    private record Typed(String feed, String source, boolean dryRun, List<Path> files) {}

    @Override
    public int run(List<String> arguments) {
        Typed typed = read(arguments);
        if (typed.feed() == null || typed.files().isEmpty()) {
            System.err.println("import --feed <feed|definition> [--source <name>] [--dry-run] <file>…");
            return REFUSED;
        }
        int exit = DONE;
        List<Map<String, Object>> batches = new ArrayList<>();
        for (Path file : typed.files()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("file", file.toString());
            exit = Math.max(exit, one(typed, file, answer));
            batches.add(answer);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("feed", typed.feed());
        summary.put("exit", exit);
        summary.put("batches", batches);
        System.out.println(json.writeValueAsString(summary));
        return exit;
    }

    private int one(Typed typed, Path file, Map<String, Object> answer) {
        try {
            if (!Files.isRegularFile(file)) {
                throw Refusal.invalid("exchange.error.noFile", file);
            }
            ImportService.Receipt receipt =
                    imports.importNow(typed.feed(), file, typed.source(), typed.dryRun(), progress(file));
            BatchRow batch = receipt.batch();
            answer.putAll(queries.summary(batch, Locale.SIMPLIFIED_CHINESE));
            answer.put("known", receipt.known());
            System.err.println(file.getFileName() + ": " + answer.get("stateText"));
            return switch (batch.state()) {
                case "DONE" -> DONE;
                case "CHECKED" -> batch.rejected() > 0 ? WITH_REJECTS : DONE;
                case "DONE_WITH_REJECTS" -> WITH_REJECTS;
                default -> REFUSED;
            };
        } catch (Refusal refusal) {
            String why = messages.getMessage(refusal.getMessage(), refusal.arguments(), Locale.SIMPLIFIED_CHINESE);
            answer.put("state", "REFUSED");
            answer.put("why", why);
            System.err.println(file.getFileName() + ": " + why);
            return REFUSED;
        }
    }

    private ImportProgress progress(Path file) {
        return (phase, done, total) -> System.err.println(file.getFileName() + ": "
                + messages.getMessage("exchange.phase." + phase, null, Locale.SIMPLIFIED_CHINESE) + " " + done
                + (total > 0 ? "/" + total : ""));
    }

    private static Typed read(List<String> arguments) {
        String feed = null;
        String source = null;
        boolean dryRun = false;
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (word.equals("--feed") && i + 1 < arguments.size()) {
                feed = arguments.get(++i);
            } else if (word.equals("--source") && i + 1 < arguments.size()) {
                source = arguments.get(++i);
            } else if (word.equals("--dry-run")) {
                dryRun = true;
            } else if (!word.matches("--[a-z.-]+=.*")) {
                // settings of the application stand on the same line
                files.add(Path.of(word));
            }
        }
        return new Typed(feed, source, dryRun, files);
    }
}
