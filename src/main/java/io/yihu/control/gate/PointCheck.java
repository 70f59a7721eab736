package io.yihu.control.gate;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks one control about one step; what the step does not say is null. */
@Component
@RequiredArgsConstructor
class PointCheck {
    private static final Pattern NAME = Pattern.compile("(?<![:\\w]):([A-Za-z]\\w*)");
    private static final int MOST_ROWS = 10;
    private final JdbcClient jdbc;
    private final StepFacts facts;

    /** The reasons to fire, empty where the step may go on. */
    List<Map<String, Object>> reasons(ControlPoint point, ControlSettings.Setting setting, Map<String, Object> known) {
        Set<String> names = names(point.check());
        facts.complete(known, names);
        Map<String, Object> values = new HashMap<>(known);
        values.putAll(StepFacts.parameters(setting.parameters()));
        values.keySet().retainAll(names);
        names.forEach(name -> values.putIfAbsent(name, null));
        return jdbc.sql("select * from (" + point.check() + ") reasons limit " + MOST_ROWS)
                .params(values)
                .query()
                .listOfRows();
    }

    static Set<String> names(String sql) {
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(sql);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
