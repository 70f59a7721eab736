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

/** From a monthly figure to the rows it sums, each with the line it came from: invoices, ticked invoices or returns. */
@Component
@RequiredArgsConstructor
public class FigureQueries {
    /** The figure behind a monthly event of the time axis. */
    public static final Map<String, String> OF_EVENT = Map.of(
            "ISSUE_MONTHLY",
            "out_amt",
            "RECEIVE_MONTHLY",
            "in_amt",
            "RED",
            "red_amt",
            "VOID",
            "void_amt",
            "DEDUCT",
            "in_tax_claim");

    private static final String SALES = "sales_general sales_simple sales_exempt sales_export";
    private final JdbcClient jdbc;

    /** Where a figure's rows stand. */
    public enum Kind {
        INVOICE,
        USAGE,
        RETURN
    }

    /**
     * How a figure comes about.
     *
     * @param rows SQL condition over a row {@code v} of the source
     * @param value SQL over a row: what it adds to the figure
     * @param kept SQL over the monthly fact {@code f}
     */
    record Rule(Kind kind, String rows, String value, String kept, boolean count) {}

    /** A row as it counts in the figure; what a source does not have is null. */
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
            BigDecimal value,
            long batchId,
            long lineNo,
            String file,
            String source) {}

    /**
     * The figure as the facts have it and as its rows sum up.
     *
     * @param kept value of the monthly fact, null when there is none
     * @param counting a number of papers, no money
     */
    public record Figure(
            String name, Kind kind, boolean counting, LocalDate month, BigDecimal kept, BigDecimal summed, long count) {
        public boolean equal() {
            return kept != null && kept.compareTo(summed) == 0;
        }
    }

    static Rule rule(String name) {
        String side = name.startsWith("in_") ? "IN" : "OUT";
        String valid = "v.side = '" + side + "' and v.status <> 'VOID'";
        return switch (name) {
            case "out_amt", "in_amt" -> invoices(name, valid, "v.amount", false);
            case "out_tax", "in_tax" -> invoices(name, valid, "v.tax", false);
            case "out_cnt", "in_cnt" -> invoices(name, valid, "1", true);
            case "red_amt" -> invoices(name, valid + " and not v.blue", "-v.amount", false);
            case "red_cnt" -> invoices(name, valid + " and not v.blue", "1", true);
            case "void_amt" -> invoices(name, "v.side = 'OUT' and v.status = 'VOID'", "v.amount", false);
            case "void_cnt" -> invoices(name, "v.side = 'OUT' and v.status = 'VOID'", "1", true);
            case "in_tax_claim" ->
                new Rule(Kind.USAGE, "v.usage = 'DEDUCT'", "v.effective_tax", "f.in_tax_claim", false);
            case "declared" -> new Rule(Kind.RETURN, "true", sum("v.", SALES), sum("f.", SALES), false);
            case "sales_general",
                    "sales_simple",
                    "sales_exempt",
                    "sales_export",
                    "r11",
                    "r12",
                    "r14",
                    "r20",
                    "r23",
                    "r24" -> new Rule(Kind.RETURN, "true", "v." + name, "f." + name, false);
            case "payable" -> new Rule(Kind.RETURN, "true", "coalesce(v.r34, v.r24)", "f.payable", false);
            default -> throw Refusal.invalid("dossier.figure.unknown", name);
        };
    }

    private static Rule invoices(String name, String rows, String value, boolean count) {
        return new Rule(Kind.INVOICE, rows, value, "f." + name, count);
    }

    private static String sum(String of, String columns) {
        return "coalesce(" + of + columns.replace(" ", ", 0) + coalesce(" + of) + ", 0)";
    }

    public Figure figure(long subjectId, String name, LocalDate month) {
        Rule rule = rule(name);
        return jdbc.sql("""
                        select :name as name, :kind as kind, :counting as counting, :month as month,
                          (select (%s)::numeric from invoice.v_fact_subject_month f where f.subject_id = :id and f.month = :month) as kept,
                          coalesce(sum(%s), 0)::numeric as summed, count(*) as count
                        from %s v where %s and %s""".formatted(rule.kept(), rule.value(), source(rule), rule.rows(), place(rule)))
                .param("name", name)
                .param("kind", rule.kind().name())
                .param("counting", rule.count())
                .param("id", subjectId)
                .param("month", month)
                .query(Figure.class)
                .single();
    }

    private static String source(Rule rule) {
        return switch (rule.kind()) {
            case INVOICE -> "invoice.v_invoice";
            case USAGE -> "invoice.v_invoice_usage";
            case RETURN -> "invoice.v_vat_return";
        };
    }

    private static String place(Rule rule) {
        return switch (rule.kind()) {
            case INVOICE ->
                "v.party_id in (select id from taxpayer.v_party where subject_id = :id) and v.month = :month";
            case USAGE -> "v.subject_id = :id and v.period = :month";
            case RETURN -> "v.subject_id = :id and v.period = :month";
        };
    }

    /** Largest first; {@code after} is {@code amount|digest} of the last row of the page before. */
    public Slice<Row> rows(long subjectId, String name, LocalDate month, String after, int limit) {
        Rule rule = rule(name);
        String[] key = after == null ? new String[0] : after.split("\\|", 2);
        boolean follows =
                key.length == 2 && key[0].matches("-?\\d{1,18}(\\.\\d{1,2})?") && key[1].matches("-?\\d{1,19}");
        List<Row> read = jdbc.sql("""
                        select x.*, b.file_name as file, b.source from (select %s) x left join exchange.v_batch b on b.id = x.batch_id
                        where not :follows or (x.amount, x.digest) < (cast(:amount as numeric), cast(:digest as bigint))
                        order by x.amount desc nulls last, x.digest desc limit :limit""".formatted(columns(rule) + " from " + source(rule) + " v where " + rule.rows()
                        + " and " + place(rule)))
                .param("id", subjectId)
                .param("month", month)
                .param("follows", follows)
                .param("amount", follows ? key[0] : null)
                .param("digest", follows ? key[1] : null)
                .param("limit", limit + 1)
                .query(Row.class)
                .list();
        return Slice.of(read, limit, row -> row.amount().toPlainString() + "|" + row.digest());
    }

    private static String columns(Rule rule) {
        return switch (rule.kind()) {
            case INVOICE ->
                "v.kind, v.code, v.number, v.issue_time, v.counter_name, v.amount, v.tax, v.status, v.digest, ("
                        + rule.value() + ")::numeric as value, v.batch_id, v.line_no";
            case USAGE ->
                "v.usage as kind, null::text as code, to_char(v.month, 'YYYY-MM') as number, v.ticked_at as issue_time, null::text as counter_name,"
                        + " v.effective_tax as amount, v.effective_tax as tax, null::text as status, v.digest, v.effective_tax as value,"
                        + " v.batch_id, v.line_no";
            case RETURN ->
                "null::text as kind, null::text as code, to_char(v.period, 'YYYY-MM') as number, v.filed_at as issue_time,"
                        + " null::text as counter_name, (" + rule.value()
                        + ")::numeric as amount, null::numeric as tax, null::text as status, v.party_id as digest, ("
                        + rule.value()
                        + ")::numeric as value, v.batch_id, v.line_no";
        };
    }
}
