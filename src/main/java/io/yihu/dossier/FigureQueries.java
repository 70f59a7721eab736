package io.yihu.dossier;

import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** From a monthly figure to the invoices it sums, each with the line it came from. */
@Component
@RequiredArgsConstructor
public class FigureQueries {
    /** Figure to side and the invoices that count. */
    private static final Map<String, String[]> FIGURES = Map.of(
            "out_amt", new String[] {"OUT", "v.status <> 'VOID'"},
            "in_amt", new String[] {"IN", "v.status <> 'VOID'"},
            "red_amt", new String[] {"OUT", "v.status <> 'VOID' and not v.blue"},
            "void_cnt", new String[] {"OUT", "v.status = 'VOID'"});

    private final JdbcClient jdbc;

    /** An invoice as it counts in the figure. */
    public record Row(
            String kind,
            String code,
            String number,
            Instant issueTime,
            String counterName,
            BigDecimal amount,
            BigDecimal tax,
            String status,
            long digest,
            long batchId,
            long lineNo,
            String file,
            String source) {}

    /**
     * The figure as the facts have it and as its rows sum up.
     *
     * @param kept value of the monthly fact, null when there is none
     */
    public record Figure(String name, LocalDate month, BigDecimal kept, BigDecimal summed, long count) {
        public boolean equal() {
            return kept != null && kept.compareTo(summed) == 0;
        }
    }

    public Figure figure(long subjectId, String name, LocalDate month) {
        String[] rule = rule(name);
        String measure = name.equals("void_cnt")
                ? "count(*)"
                : name.equals("red_amt") ? "-coalesce(sum(v.amount), 0)" : "coalesce(sum(v.amount), 0)";
        return jdbc.sql("""
                        select :name as name, :month as month,
                          (select f.%s::numeric from invoice.v_fact_subject_month f where f.subject_id = :id and f.month = :month) as kept,
                          (%s)::numeric as summed, count(*) as count
                        from invoice.v_invoice v
                        where v.party_id in (select id from taxpayer.v_party where subject_id = :id)
                          and v.month = :month and v.side = :side and %s""".formatted(name, measure, rule[1]))
                .param("name", name)
                .param("id", subjectId)
                .param("month", month)
                .param("side", rule[0])
                .query(Figure.class)
                .single();
    }

    /** Largest first; {@code after} is {@code amount|digest} of the last row of the page before. */
    public Slice<Row> rows(long subjectId, String name, LocalDate month, String after, int limit) {
        String[] rule = rule(name);
        String[] key = after == null ? new String[0] : after.split("\\|", 2);
        boolean follows =
                key.length == 2 && key[0].matches("-?\\d{1,18}(\\.\\d{1,2})?") && key[1].matches("-?\\d{1,19}");
        List<Row> read = jdbc.sql("""
                        select v.kind, v.code, v.number, v.issue_time, v.counter_name, v.amount, v.tax, v.status, v.digest, v.batch_id, v.line_no,
                          b.file_name as file, b.source
                        from invoice.v_invoice v left join exchange.v_batch b on b.id = v.batch_id
                        where v.party_id in (select id from taxpayer.v_party where subject_id = :id)
                          and v.month = :month and v.side = :side and %s
                          and (not :follows or (v.amount, v.digest) < (cast(:amount as numeric), cast(:digest as bigint)))
                        order by v.amount desc, v.digest desc limit :limit""".formatted(rule[1]))
                .param("id", subjectId)
                .param("month", month)
                .param("side", rule[0])
                .param("follows", follows)
                .param("amount", follows ? key[0] : null)
                .param("digest", follows ? key[1] : null)
                .param("limit", limit + 1)
                .query(Row.class)
                .list();
        return Slice.of(read, limit, row -> row.amount().toPlainString() + "|" + row.digest());
    }

    private static String[] rule(String name) {
        String[] rule = FIGURES.get(name);
        if (rule == null) {
            throw Refusal.invalid("dossier.figure.unknown", name);
        }
        return rule;
    }
}
