package io.yihu.invoice;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Slice;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Large invoices issued by taxpayers within the actor's scope: one by one, by office and by industry. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class LargeInvoiceQueries {
    /** Smaller invoices are not indexed by amount, so a lower threshold cannot be asked for. */
    public static final int LEAST = 100_000;

    private static final String FOUND = """
            from invoice.invoice i join taxpayer.v_party p on p.id = i.party_id join taxpayer.v_subject s on s.id = p.subject_id
            join organization.v_office o on o.id = s.office_id
            left join organization.v_industry k on k.code = s.industry_code
            where i.side = 'OUT' and i.amount >= 100000 and i.amount >= :least and i.blue and i.status <> 'VOID'
              and i.month between :from and :to and o.path like :scope and o.path like :office
              and (cast(:section as text) is null or k.section = :section)""";
    private final JdbcClient jdbc;

    /**
     * Which invoices.
     *
     * @param least amount without tax, yuan
     * @param officePath path of the office whose subtree counts, see {@code v_office}
     * @param section section letter of GB/T 4754, null for all
     */
    public record Filter(BigDecimal least, LocalDate from, LocalDate to, String officePath, String section) {
        Map<String, Object> parameters() {
            java.util.HashMap<String, Object> all = new java.util.HashMap<>();
            all.put("least", least);
            all.put("from", from);
            all.put("to", to);
            all.put("office", officePath + "%");
            all.put("section", section);
            all.put("scope", CurrentActor.get().scope());
            return all;
        }
    }

    /** One large invoice; {@code quota} is the single-invoice limit in force, null where there is none. */
    public record Large(
            String digest,
            LocalDate month,
            String kind,
            String code,
            String number,
            Instant issueTime,
            BigDecimal amount,
            BigDecimal tax,
            long sellerId,
            String sellerName,
            String officeName,
            String industry,
            Long buyerId,
            String buyerName,
            String buyerDivision,
            BigDecimal quota) {}

    /** Sums of a group: an office below the one asked for, or an industry section. */
    public record Group(String code, String name, long id, long cnt, BigDecimal amt, long sellers) {}

    /** Newest month of which invoices were loaded. */
    public Optional<LocalDate> newestMonth() {
        return jdbc.sql("select max(month) from invoice.fact_party_month")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single();
    }

    /** The largest first; {@code after} is {@code amount~digest}. */
    public Slice<Large> list(Filter filter, String after, int limit) {
        String[] key = after == null ? null : after.split("~");
        List<Large> read = jdbc.sql("""
                        with found as (
                          select i.digest, i.month, i.kind, i.code, i.number, i.issue_time, i.amount, i.tax, i.party_id, i.counter_party_id,
                            i.counter_name, i.counter_division, s.id as seller_id, s.name as seller_name,
                            coalesce(o.short_name, o.name) as office_name, k.name as industry
                          %s and (:first or (i.amount, i.digest) < (cast(:amount as numeric), cast(:digest as bigint)))
                          order by i.amount desc, i.digest desc limit :limit)
                        select f.digest::text as digest, f.month, f.kind, f.code, f.number, f.issue_time, f.amount, f.tax, f.seller_id, f.seller_name,
                          f.office_name, f.industry, b.id as buyer_id, coalesce(b.name, f.counter_name) as buyer_name, d.name as buyer_division,
                          (select q.per_invoice_limit from invoice.invoice_quota q where q.party_id = f.party_id and q.kind = f.kind
                             and q.approved_at <= f.issue_time order by q.approved_at desc limit 1) as quota
                        from found f left join taxpayer.v_party c on c.id = f.counter_party_id left join taxpayer.v_subject b on b.id = c.subject_id
                        left join organization.v_division d on d.code = left(f.counter_division, 2)
                        order by f.amount desc, f.digest desc""".formatted(FOUND))
                .params(filter.parameters())
                .param("first", key == null)
                .param("amount", key == null ? "0" : key[0])
                .param("digest", key == null ? 0L : Long.parseLong(key[1]))
                .param("limit", limit + 1)
                .query(Large.class)
                .list();
        return Slice.of(read, limit, row -> row.amount().toPlainString() + "~" + row.digest());
    }

    /** By the offices directly below the one asked for; its own taxpayers stand under itself. */
    public List<Group> byOffice(Filter filter, long officeId) {
        return jdbc.sql("""
                        with found as (select i.amount, s.id, o.path %s)
                        select c.code, coalesce(c.short_name, c.name) as name, c.id, count(*) as cnt, sum(f.amount) as amt, count(distinct f.id) as sellers
                        from organization.v_office c join found f on f.path like c.path || '%%' and c.parent_id = :id or f.path = c.path and c.id = :id
                        group by c.id, c.code, c.short_name, c.name order by amt desc, c.code""".formatted(FOUND))
                .params(filter.parameters())
                .param("id", officeId)
                .query(Group.class)
                .list();
    }

    /** By section of the seller's industry; code is null where it is not known. */
    public List<Group> byIndustry(Filter filter) {
        return jdbc.sql("""
                        with found as (select i.amount, s.id, k.section %s)
                        select f.section as code, n.name, 0 as id, count(*) as cnt, sum(f.amount) as amt, count(distinct f.id) as sellers
                        from found f left join organization.v_industry n on n.code = f.section and n.level = 1
                        group by f.section, n.name order by amt desc, f.section""".formatted(FOUND))
                .params(filter.parameters())
                .query(Group.class)
                .list();
    }
}
