package io.yihu.risk;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.Direction;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Findings for screens and callers, never beyond the actor's offices. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
class FindingQueries {
    private static final String MATTER = """
            (select m.id from task.v_matter m where m.subject_id = f.subject_id and m.source = 'RISK'
              and (m.source_ref = f.id::text or m.closed_at is null) order by m.source_ref = f.id::text desc, m.id desc limit 1) as matter_id,
            (select t.id from task.v_task t join task.v_matter m on m.subject_id = t.subject_id and m.id = t.matter_id
              where t.subject_id = f.subject_id and m.source = 'RISK' and (m.source_ref = f.id::text or m.closed_at is null)
              order by m.source_ref = f.id::text desc, m.id desc, t.id desc limit 1) as task_id""";
    private static final String ROW = """
            select f.id, f.run_id, f.subject_id, s.name as subject_name, s.tax_id, coalesce(o.short_name, o.name) as office_name, f.period, f.level,
              f.score, f.hard, f.hit_codes,\s""" + MATTER + """

            from risk.finding f
            join taxpayer.v_subject s on s.id = f.subject_id
            join organization.v_office o on o.id = s.office_id
            where o.path like :scope and not f.parked
            """;
    private static final String NARROWED = ROW + """
              and f.run_id = :run
              and (cast(:level as text) is null or f.level = :level)
              and (cast(:office as text) is null or o.path like (select x.path from organization.v_office x where x.code = :office) || '%')
              and (cast(:indicator as text) is null or f.hit_codes @> array[cast(:indicator as text)])
              and (cast(:score as double precision) is null or (f.score, f.id) < (:score, :id))
            order by f.score desc, f.id desc limit :limit""";
    private final JdbcClient jdbc;
    private final Definitions definitions;

    /** Highest score first; {@code after} is the {@code next} of the page before. */
    Slice<FindingRow> list(FindingFilter filter, String after, int limit) {
        Long run = run(filter).orElse(null);
        if (run == null) {
            return new Slice<>(List.of(), null);
        }
        List<FindingRow> rows = narrowed(filter, run, after, limit + 1)
                .query(FindingQueries::row)
                .list();
        return Slice.of(rows, limit, row -> row.score() + "_" + row.id());
    }

    /** Every finding of the filter, handed over one by one. */
    void each(FindingFilter filter, int most, Consumer<FindingRow> consumer) {
        run(filter)
                .ifPresent(run -> narrowed(filter, run, null, most)
                        .withFetchSize(1_000)
                        .query((ResultSet row) -> consumer.accept(row(row, 0))));
    }

    /**
     * Newest first, of one subject; {@link Refusal#notFound()} when it lies outside the scope, as when there is none.
     *
     * @param after {@code period_id}
     */
    Slice<FindingRow> ofSubject(long subjectId, String after, int limit) {
        boolean visible = jdbc.sql("""
                        select exists (select from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id
                          where s.id = :subject and o.path like :scope)""")
                .param("scope", CurrentActor.get().scope())
                .param("subject", subjectId)
                .query(Boolean.class)
                .single();
        if (!visible) {
            throw Refusal.notFound();
        }
        String[] key = after != null && after.matches("\\d{4}-\\d{2}-\\d{2}_\\d{1,18}") ? after.split("_") : null;
        List<FindingRow> rows = jdbc.sql(ROW + """
                          and f.subject_id = :subject and (cast(:period as date) is null or (f.period, f.id) < (cast(:period as date), :id))
                        order by f.period desc, f.id desc limit :limit""")
                .param("scope", CurrentActor.get().scope())
                .param("subject", subjectId)
                .param("period", key == null ? null : key[0])
                .param("id", key == null ? 0L : Long.parseLong(key[1]))
                .param("limit", limit + 1)
                .query(FindingQueries::row)
                .list();
        return Slice.of(rows, limit, row -> row.period() + "_" + row.id());
    }

    FindingView byId(long id) {
        return jdbc.sql("""
                        select f.*, s.name as subject_name, s.tax_id, coalesce(o.short_name, o.name) as office_name, coalesce(v.spec ->> 'titleZh', v.model_code) as model_code, v.version,
                          exists (select from risk.model m where m.code = v.model_code and m.base_code is not null) as local_variant,
                          (select count(*) from jsonb_array_elements(v.spec -> 'lines') c join indicator.v_indicator i on i.code = c ->> 'code'
                             join indicator.v_vector w on w.subject_id = f.subject_id and w.period = f.period
                           where i.catalogue_version = w.catalogue_version
                             and w."values"[i.position] is null) as no_data,
                        """ + MATTER + """

                        from risk.finding f
                        join risk.model_version v on v.id = f.model_version_id
                        join taxpayer.v_subject s on s.id = f.subject_id
                        join organization.v_office o on o.id = s.office_id
                        where f.id = ? and o.path like ?""")
                .params(id, CurrentActor.get().scope())
                .query((row, n) -> view(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** Findings of a run by level, inside the scope. */
    List<LevelCount> levels(long runId) {
        return jdbc.sql("""
                        select f.level, count(*) as n from risk.finding f
                        join taxpayer.v_subject s on s.id = f.subject_id
                        join organization.v_office o on o.id = s.office_id
                        where f.run_id = ? and not f.parked and o.path like ? group by f.level""")
                .params(runId, CurrentActor.get().scope())
                .query(LevelCount.class)
                .list();
    }

    /** How many findings a level has. */
    record LevelCount(String level, long n) {}

    /** The run a filter means. */
    Optional<Long> run(FindingFilter filter) {
        return filter.runId() != null
                ? Optional.of(filter.runId())
                : jdbc
                        .sql("""
                        select max(id) from indicator.v_run where state = 'DONE' and (?::date is null or period = ?)""")
                        .params(filter.period(), filter.period())
                        .query((row, n) -> (Long) row.getObject(1))
                        .list()
                        .stream()
                        .filter(id -> id != null)
                        .findFirst();
    }

    private JdbcClient.StatementSpec narrowed(FindingFilter filter, long run, String after, int limit) {
        Double score = null;
        Long id = null;
        if (after != null && after.matches("[0-9.E+-]{1,30}_[0-9]{1,18}")) {
            score = Double.valueOf(after.substring(0, after.indexOf('_')));
            id = Long.valueOf(after.substring(after.indexOf('_') + 1));
        }
        return jdbc.sql(NARROWED)
                .param("scope", CurrentActor.get().scope())
                .param("run", run)
                .param("level", filter.level())
                .param("office", filter.office())
                .param("indicator", filter.indicator())
                .param("score", score)
                .param("id", id)
                .param("limit", limit);
    }

    private static FindingRow row(ResultSet row, int n) throws SQLException {
        return new FindingRow(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getLong("subject_id"),
                row.getString("subject_name"),
                row.getString("tax_id"),
                row.getString("office_name"),
                row.getObject("period", LocalDate.class),
                row.getString("level"),
                row.getDouble("score"),
                row.getBoolean("hard"),
                List.of((String[]) row.getArray("hit_codes").getArray()),
                (Long) row.getObject("matter_id"),
                (Long) row.getObject("task_id"));
    }

    private FindingView view(ResultSet row) throws SQLException {
        return new FindingView(
                row.getLong("id"),
                row.getLong("run_id"),
                row.getLong("subject_id"),
                row.getString("subject_name"),
                row.getString("tax_id"),
                row.getString("office_name"),
                row.getObject("period", LocalDate.class),
                row.getObject("as_of", LocalDate.class),
                row.getString("level"),
                row.getString("computed"),
                row.getDouble("score"),
                row.getBoolean("hard"),
                row.getString("listing"),
                row.getBoolean("overridden"),
                row.getBoolean("local_variant"),
                row.getString("model_code"),
                row.getInt("version"),
                row.getTimestamp("created_at").toInstant(),
                (Long) row.getObject("matter_id"),
                (Long) row.getObject("task_id"),
                row.getLong("no_data"),
                hits(row));
    }

    private List<HitRow> hits(ResultSet row) throws SQLException {
        String[] codes = (String[]) row.getArray("hit_codes").getArray();
        Double[] values = (Double[]) row.getArray("hit_values").getArray();
        Double[] severities = (Double[]) row.getArray("hit_severities").getArray();
        Double[] shares = (Double[]) row.getArray("hit_shares").getArray();
        List<String> hard = Arrays.asList((String[]) row.getArray("hard_codes").getArray());
        List<HitRow> hits = new ArrayList<>();
        for (int i = 0; i < codes.length; i++) {
            String code = codes[i];
            var known = definitions.indicator(code);
            hits.add(new HitRow(
                    code,
                    known.map(d -> d.titleZh()).orElse(code),
                    known.map(d -> d.titleEn()).orElse(code),
                    known.map(d -> d.unit()).orElse("index"),
                    known.map(d -> d.direction()).orElse(Direction.H),
                    values[i],
                    severities[i],
                    shares[i],
                    hard.contains(code)));
        }
        return hits;
    }
}
