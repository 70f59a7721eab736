package io.yihu.performance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Indicators with the parameters in force for a month: those delivered, or the newest version agreed on until then. */
@Component
@RequiredArgsConstructor
public class DefinitionQueries {
    private final JdbcClient jdbc;
    private final IndicatorBook book;

    /** One version as pages list it; {@code trial} is the distribution found before it was agreed. */
    public record Version(
            long id,
            String code,
            int version,
            String function,
            Double first,
            Double second,
            double weight,
            LocalDate validFrom,
            String reason,
            String state,
            LocalDate trialPeriod,
            String trial,
            String proposedBy,
            String proposedName,
            Instant proposedAt,
            String decidedName,
            Instant decidedAt) {}

    private static final String COLUMNS =
            "select id, code, version, function, first, second, weight, valid_from, reason, state, trial_period, trial::text as trial,"
                    + " proposed_by, proposed_name, proposed_at, decided_name, decided_at from performance.definition_version ";

    /** All indicators as they count in {@code period}; the same for every office. */
    public List<PerformanceIndicator> of(LocalDate period) {
        Map<String, Version> current =
                jdbc.sql(COLUMNS + """
                        v where state = 'ENABLED' and valid_from <= :period and not exists (
                          select from performance.definition_version n where n.code = v.code and n.state = 'ENABLED' and n.valid_from <= :period
                            and (n.valid_from, n.version) > (v.valid_from, v.version))""").param("period", period).query(Version.class).list().stream()
                        .collect(Collectors.toMap(Version::code, one -> one));
        return book.all().stream()
                .map(one -> current.containsKey(one.code()) ? with(one, current.get(one.code())) : one)
                .toList();
    }

    /** Versions of one indicator, newest first. */
    public List<Version> versions(String code) {
        return jdbc.sql(COLUMNS + "where code = ? order by version desc")
                .param(code)
                .query(Version.class)
                .list();
    }

    private static PerformanceIndicator with(PerformanceIndicator one, Version version) {
        double first = version.first() == null ? 0 : version.first();
        double second = version.second() == null ? 0 : version.second();
        return one.with(
                version.version(),
                version.function(),
                ScoreFunction.of(version.function(), first, second),
                version.weight());
    }
}
