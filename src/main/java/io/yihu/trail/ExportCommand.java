package io.yihu.trail;

import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code audit export --to <folder> --purpose <text> [--from n] [--until n]}: sealed segments with their proofs. */
@Component
@RequiredArgsConstructor
class ExportCommand implements Command {
    private final TrailService service;
    private final JsonMapper json;

    @Override
    public String name() {
        return "audit export";
    }

    @Override
    public int run(List<String> arguments) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            given.put(arguments.get(i), arguments.get(i + 1));
        }
        if (!given.containsKey("--to") || arguments.size() % 2 != 0) {
            throw Refusal.invalid("trail.command.exportUsage");
        }
        Path folder = Path.of(given.get("--to"));
        try {
            Files.createDirectories(folder);
            TrailExport.Head head = service.export(
                    given.getOrDefault("--purpose", ""),
                    Long.parseLong(given.getOrDefault("--from", "0")),
                    Long.parseLong(given.getOrDefault("--until", String.valueOf(Long.MAX_VALUE))),
                    name -> Files.newOutputStream(folder.resolve(name)));
            System.out.println(json.writeValueAsString(
                    Map.of("log", head.log(), "first", head.first(), "rows", head.size() - head.first())));
            return 0;
        } catch (IOException | NumberFormatException e) {
            throw Refusal.invalid("trail.command.broken", folder, e.getMessage());
        }
    }
}
