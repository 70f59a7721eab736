package io.yihu.dossier.space;

import io.yihu.dossier.Visibility;
import io.yihu.invoice.DealingQueries;
import io.yihu.invoice.Trace;
import io.yihu.invoice.TraceQueries;
import io.yihu.invoice.TraceQuestion;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** With whom a taxpayer deals, largest first, page by page; the largest of a hub at once. */
@Component
@RequiredArgsConstructor
public class PartnerQueries {
    /** Invoices above which the partners are not all added up for a page. */
    private static final int MANY = 3_000;

    private static final int NAMED_GOODS = 3;
    private final JdbcClient jdbc;
    private final TraceQueries traces;
    private final DealingQueries dealings;

    /**
     * Partners of one side.
     *
     * @param unlisted set for a hub: nobody left out dealt for more than this
     */
    public record Partners(Slice<Partner> slice, BigDecimal unlisted) {}

    /** Months, side and province asked about; province is the two-digit code, {@code ?} for unknown, null for all. */
    public record Question(long subjectId, String side, LocalDate from, LocalDate to, String province) {
        public Question {
            if (!side.equals("OUT") && !side.equals("IN")) {
                throw Refusal.invalid("space.side.unknown", side);
            }
            if (from.isAfter(to)) {
                throw Refusal.invalid("space.months");
            }
            if (province != null && !province.matches("\\d{2}|\\?")) {
                throw Refusal.invalid("space.province.unknown", province);
            }
        }
    }

    /** More invoices than a page may add up? */
    public boolean hub(long subjectId, LocalDate from, LocalDate to) {
        return jdbc.sql("""
                        select coalesce(greatest(sum(in_cnt), sum(out_cnt)), 0) > ? from invoice.v_fact_subject_month
                        where subject_id = ? and month between ? and ?""")
                .params(MANY, subjectId, from, to)
                .query(Boolean.class)
                .single();
    }

    /** The first page, for a hub its largest partners without a next page. */
    public Partners first(Question question, int limit) {
        boolean whole = question.province() != null || !hub(question.subjectId(), question.from(), question.to());
        return whole ? new Partners(page(question, null, limit), null) : largest(question, limit);
    }

    private Partners largest(Question question, int limit) {
        int top = Math.min(limit, TraceQuestion.MOST_WIDTH);
        Trace trace = traces.trace(new TraceQuestion(
                question.subjectId(),
                question.side().equals("IN") ? TraceQuestion.Direction.UP : TraceQuestion.Direction.DOWN,
                1,
                question.from(),
                question.to(),
                BigDecimal.ZERO,
                0,
                null,
                top,
                TraceQuestion.MOST_WIDTH));
        Map<Long, Trace.Edge> edges = new HashMap<>();
        trace.edges().forEach(edge -> edges.put(question.side().equals("IN") ? edge.seller() : edge.buyer(), edge));
        List<Partner> rows = jdbc
                .sql(NAMED.formatted(
                        "select unnest(cast(:ids as bigint[])) as id, 0 as cnt, 0 as amt, 0 as tax, null::int as months,"
                                + " null::float8 as share, null::date as first_date, null::date as last_date"))
                .params(Visibility.of(CurrentActor.get()))
                .param("ids", edges.keySet().toArray(Long[]::new))
                .query(Partner.class)
                .list()
                .stream()
                .map(row -> dealt(row, edges.get(row.subjectId())))
                .sorted((one, other) -> other.amt().compareTo(one.amt()))
                .toList();
        BigDecimal last =
                rows.isEmpty() ? BigDecimal.ZERO : rows.get(rows.size() - 1).amt();
        BigDecimal bound = trace.nodes().get(0).unlisted();
        return new Partners(
                new Slice<>(goods(question, rows), null), bound == null || bound.compareTo(last) < 0 ? last : bound);
    }

    private static Partner dealt(Partner row, Trace.Edge edge) {
        return new Partner(
                row.subjectId(),
                row.name(),
                row.taxId(),
                row.province(),
                row.external(),
                row.visible(),
                edge.cnt(),
                edge.amt(),
                edge.tax(),
                null,
                edge.share(),
                edge.firstDate(),
                edge.lastDate(),
                row.level(),
                null);
    }

    /** @param after {@code amount~id} of the last row of the page before, or null */
    public Slice<Partner> page(Question question, String after, int limit) {
        if (after != null && !after.matches("-?\\d{1,18}(\\.\\d{1,2})?~\\d{1,18}")) {
            throw Refusal.invalid("space.page.key");
        }
        String[] key = after == null ? null : after.split("~");
        List<Partner> read = jdbc.sql(NAMED.formatted("""
                        select p.* from (
                          select d.*, (d.amt / nullif(sum(greatest(d.amt, 0)) over (), 0))::float8 as share
                          from (
                            select counter_subject_id as id, sum(cnt) as cnt, sum(amt) as amt, sum(tax) as tax, count(*)::int as months,
                              min(first_date) as first_date, max(last_date) as last_date
                            from invoice.v_counterparty_month
                            where subject_id = :subject and side = :side and month between :from and :to group by 1) d) p
                        where (:first or (p.amt, p.id) < (cast(:amt as numeric), cast(:last as bigint)))
                          and (cast(:province as text) is null or exists (
                            select from taxpayer.v_subject s where s.id = p.id and coalesce(left(coalesce(s.division_code, taxpayer.division_of(s.tax_id)), 2), '?') = :province))
                        order by p.amt desc, p.id desc limit :limit"""))
                .params(Visibility.of(CurrentActor.get()))
                .param("subject", question.subjectId())
                .param("side", question.side())
                .param("from", question.from())
                .param("to", question.to())
                .param("province", question.province())
                .param("first", key == null)
                .param("amt", key == null ? "0" : key[0])
                .param("last", key == null ? "0" : key[1])
                .param("limit", limit + 1)
                .query(Partner.class)
                .list();
        Slice<Partner> slice = Slice.of(read, limit, row -> row.amt().toPlainString() + "~" + row.subjectId());
        return new Slice<>(goods(question, slice.rows()), slice.next());
    }

    private List<Partner> goods(Question question, List<Partner> rows) {
        List<Long> others = rows.stream().map(Partner::subjectId).toList();
        List<Long> own = rows.stream().map(row -> question.subjectId()).toList();
        boolean buys = question.side().equals("IN");
        Map<Long, List<String>> names = new HashMap<>();
        for (DealingQueries.Goods goods :
                dealings.goods(buys ? others : own, buys ? own : others, question.from(), question.to())) {
            List<String> list = names.computeIfAbsent(buys ? goods.seller() : goods.buyer(), id -> new ArrayList<>());
            if (list.size() < NAMED_GOODS && !list.contains(goods.name())) {
                list.add(goods.name());
            }
        }
        return rows.stream()
                .map(row -> row.withGoods(
                        names.containsKey(row.subjectId()) ? String.join("、", names.get(row.subjectId())) : null))
                .toList();
    }

    private static final String NAMED = """
            with cut as (%s),
            named as (
              select c.*, s.name, s.tax_id, p.name as province, s.external, """ + Visibility.OF_SUBJECT + """
               as visible
              from cut c join taxpayer.v_subject s on s.id = c.id
              left join organization.v_division p on p.code = left(coalesce(s.division_code, taxpayer.division_of(s.tax_id)), 2))
            select n.id as subject_id, n.name, n.tax_id, n.province, n.external, n.visible, n.cnt, n.amt, n.tax, n.months, n.share,
              n.first_date, n.last_date, case when n.visible then l.level end as level, null::text as goods
            from named n left join risk.v_subject_level l on l.subject_id = n.id
            order by n.amt desc, n.id desc""";
}
