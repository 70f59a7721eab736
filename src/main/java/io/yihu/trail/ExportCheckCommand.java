package io.yihu.trail;

import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code audit verify --export <folder> --key <file> [--against <checkpoints.jsonl>]}: checks an export alone, without
 * database and configuration; {@code --key} may stand more than once.
 */
public final class ExportCheckCommand implements Command {
    @Override
    public String name() {
        return "audit verify";
    }

    @Override
    public boolean takes(List<String> arguments) {
        return arguments.contains("--export");
    }

    @Override
    public int run(List<String> arguments) {
        Path folder = null;
        Path against = null;
        List<Path> keys = new ArrayList<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            Path file = Path.of(arguments.get(i + 1));
            switch (arguments.get(i)) {
                case "--export" -> folder = file;
                case "--against" -> against = file;
                case "--key" -> keys.add(file);
                default -> throw Refusal.invalid("trail.command.usage");
            }
        }
        if (folder == null || keys.isEmpty() || arguments.size() % 2 != 0) {
            throw Refusal.invalid("trail.command.usage");
        }
        for (Path file : keys) {
            if (!Files.isReadable(file)) {
                throw Refusal.invalid("trail.command.unreadable", file);
            }
        }
        try {
            VerifyReport report = new ExportCheck(folder, PublicKeys.of(keys)).check(against);
            System.out.println(new JsonMapper().writeValueAsString(summary(report)));
            return report.intact() ? 0 : 1;
        } catch (IOException | RuntimeException e) {
            throw Refusal.invalid("trail.command.broken", folder, e.getMessage());
        }
    }

    static Map<String, Object> summary(VerifyReport report) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("intact", report.intact());
        summary.put("rows", report.rows());
        summary.put("checkpoints", report.checkpoints());
        summary.put("unsealed", report.unsealed());
        summary.put("first", report.first());
        summary.put("problems", report.problems());
        return summary;
    }
}
