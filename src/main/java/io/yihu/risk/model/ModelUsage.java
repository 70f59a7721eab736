package io.yihu.risk.model;

import io.yihu.indicator.IndicatorUsage;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which indicators the versions that judge today look at, as lines of the scorecard or in rules. */
@Component
@RequiredArgsConstructor
class ModelUsage implements IndicatorUsage {
    private final Models models;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private record Title(String titleZh, String titleEn, int version) {}

    @Override
    public Map<String, List<Use>> now() {
        Map<String, List<Use>> uses = new HashMap<>();
        for (Models.Live live : models.live(LocalDate.now(clock))) {
            Title title = jdbc.sql("""
                            select m.title_zh, m.title_en, v.version from risk.model_version v join risk.model m on m.code = v.model_code
                            where v.id = ?""").param(live.id()).query(Title.class).single();
            Use use = new Use(title.titleZh(), title.titleEn(), title.version(), "/risk/versions/" + live.id());
            codes(models.spec(live.id()))
                    .forEach(code ->
                            uses.computeIfAbsent(code, c -> new ArrayList<>()).add(use));
        }
        return uses;
    }

    private static Set<String> codes(ModelSpec spec) {
        Set<String> codes = new LinkedHashSet<>();
        spec.lines().forEach(line -> codes.add(line.code()));
        spec.rules()
                .forEach(rule -> rule.rows().forEach(row -> {
                    codes.add(row.code());
                    codes.add(row.other());
                }));
        codes.remove(null);
        return codes;
    }
}
