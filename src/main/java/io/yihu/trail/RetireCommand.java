package io.yihu.trail;

import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code audit retire --before yyyy-MM-dd --to <folder> --purpose <text>}: exports, checks and drops old partitions of the log. */
@Component
class RetireCommand implements Command {
    private final Retirement retirement;
    private final ObjectProvider<DataSource> owner;
    private final JsonMapper json;

    RetireCommand(
            Retirement retirement, @Qualifier("ownerDatabase") ObjectProvider<DataSource> owner, JsonMapper json) {
        this.retirement = retirement;
        this.owner = owner;
        this.json = json;
    }

    @Override
    public String name() {
        return "audit retire";
    }

    @Override
    public int run(List<String> arguments) {
        return run(arguments, owner.getObject());
    }

    int run(List<String> arguments, DataSource asOwner) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            given.put(arguments.get(i), arguments.get(i + 1));
        }
        if (!given.containsKey("--to") || !given.containsKey("--before") || arguments.size() % 2 != 0) {
            throw Refusal.invalid("trail.command.retireUsage");
        }
        try {
            Retirement.Retired done = retirement.run(
                    LocalDate.parse(given.get("--before")),
                    Path.of(given.get("--to")),
                    given.getOrDefault("--purpose", ""),
                    asOwner);
            System.out.println(json.writeValueAsString(done));
            return 0;
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("trail.command.retireUsage");
        }
    }
}
