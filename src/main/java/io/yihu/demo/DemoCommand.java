package io.yihu.demo;

import io.yihu.demo.world.DemoGenerator;
import io.yihu.demo.world.DemoSize;
import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code demo --size S|M|L --seed n --out folder [--noise]}: writes the canonical files and the truth about them; loads nothing. */
@Component
@RequiredArgsConstructor
class DemoCommand implements Command {
    private static final long DEFAULT_SEED = 20260501;
    private final JsonMapper json;

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public int run(List<String> arguments) {
        DemoSize size = DemoSize.S;
        long seed = DEFAULT_SEED;
        Path out = null;
        List<String> words = new ArrayList<>(arguments);
        boolean noisy = words.remove("--noise");
        for (int i = 0; i < words.size(); i += 2) {
            if (i + 1 == words.size()) {
                throw Refusal.invalid("demo.command.usage", words.get(i));
            }
            String value = words.get(i + 1);
            try {
                switch (words.get(i)) {
                    case "--size" -> size = DemoSize.valueOf(value);
                    case "--seed" -> seed = Long.parseLong(value);
                    case "--out" -> out = Path.of(value);
                    default -> throw Refusal.invalid("demo.command.usage", words.get(i));
                }
            } catch (IllegalArgumentException e) {
                throw Refusal.invalid("demo.command.usage", value);
            }
        }
        if (out == null) {
            throw Refusal.invalid("demo.command.usage", "--out");
        }
        Map<String, Object> summary = DemoGenerator.write(size, seed, noisy, out);
        System.out.println(json.writeValueAsString(summary));
        return 0;
    }
}
