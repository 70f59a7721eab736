package io.yihu.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * One hop of a trace: the largest partners of every node of the frontier.
 *
 * <p>A node of ordinary size is added up completely. Of a hub the largest edges of each month are read from an index, four times as many
 * as are to be listed, and only those partners are added up; whoever is not among them has dealt for no more than the sum of the smallest
 * edges read ({@code bound}). How large the nodes are is asked first: a statement without the other kind's way is planned in half the
 * time, which is what the first questions on a connection wait for.
 */
@Component
@RequiredArgsConstructor
class TraceHop {
    /** Invoices in the months above which a party is a hub. */
    static final int MANY = 3_000;

    private static final int DEEPEST = 64;
    private static final int SHALLOWEST = 24;
    private static final int AS_MANY = 4;
    private final JdbcClient jdbc;

    /**
     * A node of the frontier with one of its partners; {@code counter} is null for a node without any that passes.
     *
     * @param edges partners of the node that were added up
     * @param passed those of them that pass the filters
     * @param hidden over the whole hop: taxpayers left out that stand nowhere else in this trace
     */
    record Found(
            long node,
            BigDecimal total,
            boolean hub,
            BigDecimal bound,
            long edges,
            BigDecimal edgesAmt,
            long passed,
            BigDecimal passedAmt,
            long partnerMonths,
            long hidden,
            Long counter,
            BigDecimal amt,
            BigDecimal tax,
            Long cnt,
            LocalDate firstDate,
            LocalDate lastDate) {}

    List<Found> read(Collection<Long> frontier, Collection<Long> seen, TraceQuestion question) {
        boolean goods = question.goods() != null;
        List<Size> sizes = sizes(frontier, question);
        boolean small = sizes.stream().anyMatch(size -> size.cnt() <= MANY);
        boolean large = sizes.stream().anyMatch(size -> size.cnt() > MANY);
        String dealt = Stream.of(
                        small || !large ? goods ? SMALL_BY_GOODS : SMALL : null,
                        large ? goods ? LARGE_BY_GOODS : LARGE : null)
                .filter(way -> way != null)
                .collect(Collectors.joining(" union all "));
        return jdbc.sql(SQL.replace("{hubs}", large ? HUBS : NO_HUBS)
                        .replace("{total}", goods ? GOODS_TOTAL : TOTAL)
                        .replace("{dealt}", dealt)
                        .replace("{partners}", question.up() ? "seller_cnt" : "buyer_cnt"))
                .param("ids", sizes.stream().map(Size::id).toArray(Long[]::new))
                .param("nodes", sizes.stream().map(Size::node).toArray(Long[]::new))
                .param("counts", sizes.stream().map(Size::cnt).toArray(Long[]::new))
                .param("amounts", sizes.stream().map(Size::amt).toArray(BigDecimal[]::new))
                .param("seen", seen.toArray(Long[]::new))
                .param("side", question.direction().side())
                .param("other", question.up() ? "OUT" : "IN")
                .param("from", question.from())
                .param("to", question.to())
                .param(
                        "goods",
                        goods
                                ? question.goods()
                                                .substring(
                                                        0,
                                                        Math.min(
                                                                7,
                                                                question.goods().length())) + "%"
                                : "%")
                .param("class", goods ? question.goods() + "%" : "%")
                .param("min", question.minAmount())
                .param("share", question.minShare())
                .param("top", question.top())
                .param("many", MANY)
                .param("deep", Math.max(SHALLOWEST, Math.min(DEEPEST, AS_MANY * question.top())))
                .query(Found.class)
                .list();
    }

    private record Size(long id, long node, long cnt, BigDecimal amt) {}

    private List<Size> sizes(Collection<Long> frontier, TraceQuestion question) {
        return jdbc.sql("""
                        select p.id, p.subject_id as node, coalesce(sum(f.{way}_cnt), 0)::bigint as cnt, coalesce(sum(f.{way}_amt), 0) as amt
                        from taxpayer.v_party p left join invoice.fact_party_month f on f.party_id = p.id and f.month between :from and :to
                        where p.subject_id = any(cast(:nodes as bigint[])) group by 1, 2""".replace("{way}", question.up() ? "in" : "out"))
                .param("nodes", frontier.toArray(Long[]::new))
                .param("from", question.from())
                .param("to", question.to())
                .query(Size.class)
                .list();
    }

    private static final String TOTAL = "select node, sum(amt) as total from size group by 1";
    private static final String GOODS_TOTAL = """
            select p.node, coalesce(sum(g.amt), 0) as total
            from size p left join invoice.fact_party_goods_month g on g.party_id = p.id and g.side = :side and g.goods_key like :goods
              and g.month between :from and :to
            group by 1""";

    private static final String SMALL = """
            select s.node, e.counter_party_id, sum(e.cnt) as cnt, sum(e.amt) as amt, sum(e.tax) as tax, min(e.first_date) as first_date,
              max(e.last_date) as last_date
            from size s cross join lateral (
              select e.* from invoice.fact_party_edge_month e
              where e.party_id = s.id and e.side = :side and e.month between :from and :to offset 0) e
            where s.cnt <= :many group by 1, 2""";
    private static final String SMALL_BY_GOODS = """
            select s.node, e.counter_party_id, count(distinct e.digest) as cnt, sum(e.amount) as amt, sum(e.tax) as tax,
              min(e.day) as first_date, max(e.day) as last_date
            from size s cross join lateral (
              select i.counter_party_id, i.digest, t.amount, t.tax, (i.issue_time at time zone interval '8 hours')::date as day
              from invoice.invoice_item t
              join invoice.invoice i on i.party_id = t.party_id and i.month = t.month and i.side = t.side and i.digest = t.digest
              where t.party_id = s.id and t.side = :side and t.month between :from and :to and t.tax_class_code like :class
                and i.status <> 'VOID' and i.counter_party_id is not null offset 0) e
            where s.cnt <= :many group by 1, 2""";

    private static final String LARGE = """
            select c.node, c.counter_party_id, sum(e.cnt) as cnt, sum(e.amt) as amt, sum(e.tax) as tax, min(e.first_date) as first_date,
              max(e.last_date) as last_date
            from candidate c cross join lateral (
              select e.* from invoice.fact_party_edge_month e
              where e.party_id = c.id and e.side = :side and e.counter_party_id = c.counter_party_id and e.month between :from and :to
              offset 0) e
            group by 1, 2""";
    /** The lines are read with the partner, who has few; a partner that is a hub too is left out of a trace by goods. */
    private static final String LARGE_BY_GOODS = """
            select c.node, c.counter_party_id, count(distinct e.digest) as cnt, sum(e.amount) as amt, sum(e.tax) as tax,
              min(e.day) as first_date, max(e.day) as last_date
            from candidate c
            join lateral (select coalesce(sum(f.in_cnt + f.out_cnt), 0) as cnt from invoice.fact_party_month f
              where f.party_id = c.counter_party_id and f.month between :from and :to) z on z.cnt <= :many
            cross join lateral (
              select i.digest, t.amount, t.tax, (i.issue_time at time zone interval '8 hours')::date as day
              from invoice.invoice_item t
              join invoice.invoice i on i.party_id = t.party_id and i.month = t.month and i.side = t.side and i.digest = t.digest
              where t.party_id = c.counter_party_id and t.side = :other and t.month between :from and :to and t.tax_class_code like :class
                and i.counter_party_id = c.id and i.status <> 'VOID' offset 0) e
            group by 1, 2""";

    private static final String NO_HUBS = "bound as (select null::bigint as node, null::numeric as bound where false)";
    private static final String HUBS = """
            largest as materialized (
              select s.id, s.node, m.month, e.counter_party_id, e.amt
              from size s
              cross join lateral (select d::date as month from generate_series(cast(:from as timestamp), cast(:to as timestamp), interval '1 month') d) m
              cross join lateral (
                select e.counter_party_id, e.amt from invoice.fact_party_edge_month e
                where e.party_id = s.id and e.side = :side and e.month = m.month and e.amt > 0 order by e.amt desc, e.counter_party_id limit :deep) e
              where s.cnt > :many),
            bound as (
              select node, sum(low) as bound from (
                select node, id, month, case when count(*) = :deep then greatest(min(amt), 0) else 0 end as low
                from largest group by 1, 2, 3) x
              group by 1),
            candidate as materialized (select distinct id, node, counter_party_id from largest)""";
    private static final String SQL = """
            with size as materialized (
              select * from unnest(cast(:ids as bigint[]), cast(:nodes as bigint[]), cast(:counts as bigint[]), cast(:amounts as numeric[])) s (id, node, cnt, amt)),
            total as materialized ({total}),
            {hubs},
            dealt as ({dealt}),
            edge as materialized (
              select d.node, p.subject_id as counter, sum(d.cnt)::bigint as cnt, sum(d.amt) as amt, sum(d.tax) as tax,
                min(d.first_date) as first_date, max(d.last_date) as last_date
              from dealt d cross join lateral (select p.subject_id from taxpayer.v_party p where p.id = d.counter_party_id offset 0) p
              group by 1, 2),
            passing as materialized (
              select e.*, row_number() over (partition by e.node order by e.amt desc, e.counter) as place
              from edge e join total t on t.node = e.node
              where e.amt > 0 and e.amt >= :min and e.amt >= cast(:share as numeric) * t.total),
            told as (select node, count(*) as edges, sum(amt) as amt from edge group by 1),
            passed as (select node, count(*) as edges, sum(amt) as amt from passing group by 1),
            months as (
              select p.node, sum(f.{partners}) as partners
              from (select distinct node from size) p join invoice.fact_subject_month f on f.subject_id = p.node and f.month between :from and :to
              group by 1)
            select t.node, t.total, coalesce((select bool_or(s.cnt > :many) from size s where s.node = t.node), false) as hub,
              coalesce(b.bound, 0) as bound, coalesce(o.edges, 0) as edges, coalesce(o.amt, 0) as edges_amt, coalesce(q.edges, 0) as passed,
              coalesce(q.amt, 0) as passed_amt, coalesce(m.partners, 0) as partner_months,
              (select count(distinct e.counter) from edge e where e.counter <> all(cast(:seen as bigint[]))
                 and not exists (select from passing x where x.counter = e.counter and x.place <= :top)) as hidden,
              e.counter, e.amt, e.tax, e.cnt, e.first_date, e.last_date
            from total t left join bound b on b.node = t.node left join told o on o.node = t.node left join passed q on q.node = t.node
            left join months m on m.node = t.node left join passing e on e.node = t.node and e.place <= :top
            order by t.node, e.amt desc nulls last, e.counter""";
}
