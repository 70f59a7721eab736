package io.yihu.indicator;

import io.yihu.platform.Command;
import io.yihu.platform.Refusal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code run --as-of <date>}: a whole run on this process, its steps as one JSON object on standard output. */
@Component
@RequiredArgsConstructor
class RunCommand implements Command {
    private final RunExecution execution;
    private final RunQueries runs;
    private final MessageSource messages;
    private final JsonMapper json;

    @Override
    public String name() {
        return "run";
    }

    @Override
    public int run(List<String> arguments) {
        if (arguments.size() != 2 || !arguments.get(0).equals("--as-of")) {
            System.err.println("run --as-of <yyyy-MM-dd>");
            return 2;
        }
        try {
            long id = execution.runNow(LocalDate.parse(arguments.get(1)));
            RunRow run = runs.byId(id);
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("run", id);
            summary.put("asOf", run.asOf());
            summary.put("state", run.state());
            summary.put("seconds", run.seconds());
            summary.put("steps", runs.steps(id));
            System.out.println(json.writeValueAsString(summary));
            return 0;
        } catch (DateTimeParseException e) {
            return refuse("indicator.run.badDate", arguments.get(1));
        } catch (Refusal refusal) {
            return refuse(refusal.getMessage(), refusal.arguments());
        }
    }

    private int refuse(String key, Object... arguments) {
        System.err.println(messages.getMessage(key, arguments, java.util.Locale.SIMPLIFIED_CHINESE));
        return 2;
    }
}
