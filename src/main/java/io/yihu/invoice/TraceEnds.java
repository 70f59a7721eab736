package io.yihu.invoice;

import io.yihu.invoice.Trace.End;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the registers know about the ends of a trace, and the reason that follows from it. */
@Component
@RequiredArgsConstructor
class TraceEnds {
    /** Sections of GB/T 4754 that bring something forth: agriculture, mining, manufacturing, energy. */
    private static final String PRODUCING = "ABCD";

    /** Invoices of an unregistered seller that are looked at to know of what kind they are. */
    private static final int SOME = 20;

    private final JdbcClient jdbc;

    /** Sums over the months; what no file told is zero here. */
    record Facts(
            long id,
            boolean external,
            String section,
            BigDecimal inAmt,
            BigDecimal outAmt,
            BigDecimal declaredInput,
            BigDecimal declaredSales,
            BigDecimal exported,
            boolean energy,
            String kinds) {
        boolean issued(String kind) {
            return kinds != null && kinds.contains(kind);
        }

        /** Its trade brings something forth, and it buys energy. */
        boolean produces() {
            return section != null && PRODUCING.contains(section) && energy;
        }

        BigDecimal total(boolean up) {
            return up ? inAmt : outAmt;
        }
    }

    Map<Long, Facts> read(Collection<Long> nodes, LocalDate from, LocalDate to) {
        return jdbc
                .sql("""
                        select s.id, s.external, i.section, f.in_amt, f.out_amt, f.declared_input, f.declared_sales, f.exported,
                          exists (select from taxpayer.v_party p join invoice.fact_party_goods_month g on g.party_id = p.id
                            where p.subject_id = s.id and g.side = 'IN' and g.goods_key like '11001%' and g.month between :from and :to) as energy,
                          case when s.external then (select string_agg(distinct x.kind, ' ') from (
                            select v.kind from taxpayer.v_party p join invoice.invoice v on v.party_id = p.id
                            where p.subject_id = s.id and v.side = 'OUT' and v.month between :from and :to limit :some) x) end as kinds
                        from taxpayer.v_subject s left join organization.v_industry i on i.code = s.industry_code
                        cross join lateral (
                          select coalesce(sum(in_amt), 0) as in_amt, coalesce(sum(out_amt), 0) as out_amt,
                            coalesce(sum(r12), 0) as declared_input,
                            coalesce(sum(sales_general), 0) + coalesce(sum(sales_simple), 0) + coalesce(sum(sales_exempt), 0) as declared_sales,
                            coalesce(sum(sales_export), 0) as exported
                          from invoice.fact_subject_month f where f.subject_id = s.id and f.month between :from and :to) f
                        where s.id = any(cast(:nodes as bigint[]))""")
                .param("nodes", nodes.toArray(Long[]::new))
                .param("from", from)
                .param("to", to)
                .param("some", SOME)
                .query(Facts.class)
                .list()
                .stream()
                .collect(Collectors.toMap(Facts::id, facts -> facts));
    }

    /** The reason at a node that has no partner at all on the side that was followed. */
    static End without(Facts facts, boolean up, BigDecimal consumers) {
        if (up) {
            if (facts.external()) {
                return facts.issued("CUSTOMS_PAYMENT")
                        ? End.IMPORT
                        : facts.issued("FARM_PURCHASE") ? End.FARM : End.EXTERNAL;
            }
            if (facts.declaredInput().signum() > 0) {
                return End.NOT_LOADED;
            }
            return End.NO_INPUT;
        }
        if (consumers != null && consumers.signum() > 0) {
            return End.CONSUMER;
        }
        if (facts.exported().signum() > 0) {
            return End.EXPORT;
        }
        if (facts.external()) {
            return End.EXTERNAL;
        }
        return facts.declaredSales().signum() > 0 ? End.NOT_LOADED : End.KEPT;
    }
}
