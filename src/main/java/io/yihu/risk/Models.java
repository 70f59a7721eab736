package io.yihu.risk;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Condition;
import io.yihu.indicator.Definitions;
import io.yihu.indicator.Direction;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.indicator.Scorecard;
import io.yihu.indicator.Thresholds;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Scorecards in their versions; version 1 comes from the definition files when a database has none. */
@Component
@RequiredArgsConstructor
class Models {
    static final String TAXPAYER = "taxpayer";
    private final Definitions definitions;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;
    private final YihuClock clock;

    /** Id of the version that judges now. */
    long published() {
        return find().orElseGet(() -> {
            try {
                return new TransactionTemplate(transactions).execute(status -> seed());
            } catch (DuplicateKeyException e) {
                return find().orElseThrow();
            }
        });
    }

    Scorecard scorecard(long versionId, Catalogue.Version catalogue) {
        List<Condition> conditions = conditions(versionId).stream()
                .map(c -> new Condition(
                        c.code(),
                        catalogue.place(c.code()),
                        c.hard() ? catalogue.hardPlace(c.code()) : -1,
                        c.thresholds(),
                        c.weight()))
                .toList();
        return new Scorecard(conditions);
    }

    /** One condition as it is stored. */
    record Stored(String code, Thresholds thresholds, double weight, boolean hard) {}

    List<Stored> conditions(long versionId) {
        return jdbc.sql("""
                        select code, direction, warn, high, low_warn, low_high, inclusive, weight, hard
                        from risk.model_condition where model_version_id = ? order by code""")
                .param(versionId)
                .query((row, n) -> new Stored(
                        row.getString("code"),
                        new Thresholds(
                                Direction.valueOf(row.getString("direction")),
                                number(row, "warn"),
                                number(row, "high"),
                                number(row, "low_warn"),
                                number(row, "low_high"),
                                row.getBoolean("inclusive")),
                        row.getDouble("weight"),
                        row.getBoolean("hard")))
                .list();
    }

    @EventListener(ApplicationReadyEvent.class)
    void publishFirst() {
        published();
    }

    private java.util.Optional<Long> find() {
        return jdbc.sql("select id from risk.model_version where model_code = ? and state = 'PUBLISHED'")
                .param(TAXPAYER)
                .query(Long.class)
                .optional();
    }

    private long seed() {
        JsonNode file = file();
        jdbc.sql("insert into risk.model (code, title_zh, title_en) values (?, ?, ?) on conflict (code) do nothing")
                .params(
                        file.get("code").asString(),
                        file.get("title").get("zh").asString(),
                        file.get("title").get("en").asString())
                .update();
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        long id = jdbc.sql("""
                        insert into risk.model_version (model_code, version, state, origin, created_at, published_at, published_by)
                        values (?, 1, 'PUBLISHED', 'definitions/risk', ?, ?, 'system') returning id""").params(TAXPAYER, now, now).query(Long.class).single();
        definitions.indicators().stream()
                .filter(indicator -> indicator.module().equals("risk"))
                .forEach(indicator -> insert(id, indicator));
        return id;
    }

    private void insert(long versionId, IndicatorDefinition indicator) {
        Thresholds thresholds = indicator.thresholds();
        jdbc.sql("""
                        insert into risk.model_condition (model_version_id, code, direction, warn, high, low_warn, low_high,
                          inclusive, weight, hard) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        versionId,
                        indicator.code(),
                        thresholds.direction().name(),
                        orNull(thresholds.warn()),
                        orNull(thresholds.high()),
                        orNull(thresholds.lowWarn()),
                        orNull(thresholds.lowHigh()),
                        thresholds.inclusive(),
                        indicator.weight(),
                        indicator.hard() != null)
                .update();
    }

    private static JsonNode file() {
        try (InputStream in = new ClassPathResource("definitions/risk/models/taxpayer.yaml").getInputStream()) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Double orNull(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static double number(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Thresholds.UNSET : value;
    }
}
