package io.yihu.risk;

import io.yihu.indicator.Hit;
import io.yihu.indicator.Parts;
import io.yihu.indicator.RunContext;
import io.yihu.risk.model.VectorBatch;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Writes judgements and findings by COPY and brings the present level of every subject up to date. */
@Component
@RequiredArgsConstructor
class JudgementWrite {
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    /** Rows on their way, as COPY text. */
    static final class Rows {
        final StringBuilder judgements = new StringBuilder();
        final StringBuilder findings = new StringBuilder();
    }

    /** One judged subject. */
    record Judged(long subjectId, double raw, boolean hard, VectorBatch.Verdict verdict) {
        Level level() {
            return verdict.level();
        }

        Level computed() {
            return verdict.computed();
        }

        double score() {
            return verdict.score();
        }

        String listing() {
            return verdict.listing();
        }
    }

    /** Takes away what this part wrote before it was cut short, and what an earlier run of the period said about its subjects. */
    void clear(RunContext run, int part, VectorBatch batch) {
        jdbc.sql("delete from risk.judgement where period = ? and subject_id = any (?)")
                .params(run.period(), Arrays.copyOf(batch.subjects(), batch.size()))
                .update();
        jdbc.sql("delete from risk.finding where run_id = ? and " + Parts.of("subject_id") + " = ?")
                .params(run.runId(), part)
                .update();
    }

    /** Judgements of the period about subjects that are judged no more. */
    void forgetOthers(RunContext run) {
        jdbc.sql("delete from risk.judgement where period = ? and run_id <> ?")
                .params(run.period(), run.runId())
                .update();
    }

    void append(Rows rows, RunContext run, Judged j, List<Hit> hits, long modelVersion, Instant now) {
        String common = "\t" + run.runId() + "\t" + run.period();
        rows.judgements
                .append(j.subjectId())
                .append(common)
                .append("\t" + j.score() + "\t" + j.raw() + "\t" + j.computed() + "\t" + j.level() + "\t" + j.hard()
                        + "\n");
        if (j.level() == Level.NONE) {
            return;
        }
        rows.findings
                .append(j.subjectId())
                .append(common)
                .append("\t" + run.asOf() + "\t" + modelVersion + "\t" + j.score() + "\t" + j.raw() + "\t" + j.level()
                        + "\t" + j.computed() + "\t" + j.hard() + "\t" + (j.listing() == null ? "\\N" : j.listing()))
                .append("\t" + array(hits, Hit::code))
                .append("\t" + array(hits, hit -> Double.isNaN(hit.value()) ? "NULL" : "" + hit.value()))
                .append("\t" + array(hits, hit -> "" + hit.severity()))
                .append("\t" + array(hits, hit -> "" + hit.share()))
                .append("\t" + array(hits.stream().filter(Hit::hard).toList(), Hit::code))
                .append("\t" + now + "\t" + j.verdict().overridden() + "\n");
    }

    void copy(Rows rows) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            copy.copyIn(
                    "copy risk.judgement (subject_id, run_id, period, score, raw, computed, level, hard) from stdin",
                    new StringReader(rows.judgements.toString()));
            copy.copyIn(
                    "copy risk.finding (subject_id, run_id, period, as_of, model_version_id, score, raw, level, computed, hard, "
                            + "listing, hit_codes, hit_values, hit_severities, hit_shares, hard_codes, created_at, overridden) from stdin",
                    new StringReader(rows.findings.toString()));
        } catch (SQLException | java.io.IOException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    /** Present levels follow the newest period only. */
    void publish(RunContext run) {
        boolean newest = jdbc.sql("select not exists (select 1 from risk.subject_level where period > ?)")
                .param(run.period())
                .query(Boolean.class)
                .single();
        if (!newest) {
            return;
        }
        jdbc.sql("set local enable_nestloop = off").update();
        jdbc.sql("""
                        insert into risk.subject_level (subject_id, level, score, period, run_id, finding_id)
                        select j.subject_id, j.level, j.score, j.period, j.run_id, f.id
                        from risk.judgement j left join risk.finding f on f.subject_id = j.subject_id and f.run_id = j.run_id
                        where j.period = ?
                        on conflict (subject_id) do update set level = excluded.level, score = excluded.score,
                          period = excluded.period, run_id = excluded.run_id, finding_id = excluded.finding_id""").param(run.period()).update();
        jdbc.sql("delete from risk.subject_level where run_id <> ?")
                .param(run.runId())
                .update();
    }

    private static String array(List<Hit> hits, Function<Hit, String> value) {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < hits.size(); i++) {
            text.append(i == 0 ? "" : ",").append(value.apply(hits.get(i)));
        }
        return text.append('}').toString();
    }
}
