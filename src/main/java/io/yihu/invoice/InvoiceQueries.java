package io.yihu.invoice;

import io.yihu.platform.Slice;
import io.yihu.taxpayer.SubjectQueries;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Invoices and monthly facts of one subject, within the actor's scope; what is outside does not exist. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class InvoiceQueries {
    private final JdbcClient jdbc;
    private final SubjectQueries subjects;

    /** The in/out curve; months without any data are missing. */
    public List<MonthPoint> curve(long subjectId, LocalDate from, LocalDate to) {
        subjects.requireContents(subjectId);
        return jdbc.sql("""
                        select month, out_cnt, out_amt, out_tax, in_cnt, in_amt, in_tax, void_cnt, red_amt, payable
                        from invoice.v_fact_subject_month where subject_id = ? and month between ? and ? order by month""").params(subjectId, from, to).query(MonthPoint.class).list();
    }

    /** Monthly facts by their names in DOMAIN 3.1, oldest month first; the key of a page is its last month. */
    public Slice<Map<String, Object>> facts(long subjectId, LocalDate from, LocalDate to, int limit) {
        subjects.requireContents(subjectId);
        List<Map<String, Object>> read =
                jdbc.sql("""
                        select * from invoice.v_fact_subject_month where subject_id = ? and month between ? and ?
                        order by month limit ?""").params(subjectId, from, to, limit + 1).query().listOfRows();
        return Slice.of(read, limit, row -> row.get("month").toString().substring(0, 7));
    }

    /** First and last month with facts; both null without any. */
    public LocalDate[] span(long subjectId) {
        return jdbc.sql("select min(month), max(month) from invoice.v_fact_subject_month where subject_id = ?")
                .param(subjectId)
                .query((row, n) ->
                        new LocalDate[] {row.getObject(1, LocalDate.class), row.getObject(2, LocalDate.class)})
                .single();
    }

    /** Invoices of one month and side in the order of issue; {@code after} is {@code time~digest}. */
    public Slice<InvoiceRow> invoices(long subjectId, LocalDate month, String side, String after, int limit) {
        subjects.requireContents(subjectId);
        String[] key = after == null ? null : after.split("~");
        List<InvoiceRow> read = jdbc.sql("""
                        select i.digest::text as digest, i.side, i.kind, i.code, i.number, i.issue_time, c.subject_id as counter_subject_id,
                          coalesce(i.counter_name, s.name) as counter_name, c.tax_id as counter_tax_id, i.amount, i.tax, i.total, i.status,
                          i.blue, i.red_of_code, i.red_of_number, i.management_status, i.batch_id, i.line_no
                        from invoice.v_invoice i left join taxpayer.v_party c on c.id = i.counter_party_id
                        left join taxpayer.v_subject s on s.id = c.subject_id
                        where i.party_id in (select id from taxpayer.v_party where subject_id = :subject) and i.month = :month and i.side = :side
                          and (:first or (i.issue_time, i.digest) > (:time::timestamptz, :digest))
                        order by i.issue_time, i.digest limit :read""")
                .param("subject", subjectId)
                .param("month", month)
                .param("side", side)
                .param("first", key == null)
                .param("time", key == null ? "1970-01-01T00:00:00Z" : key[0])
                .param("digest", key == null ? 0L : Long.parseLong(key[1]))
                .param("read", limit + 1)
                .query(InvoiceRow.class)
                .list();
        return Slice.of(read, limit, row -> row.issueTime() + "~" + row.digest());
    }

    /** What did not fit at merge about invoices this subject issued, newest first. */
    public List<ConflictRow> conflicts(long subjectId, int limit) {
        subjects.requireContents(subjectId);
        return jdbc.sql("""
                        select id, kind, month, code, number, kept::text as kept, refused::text as refused, batch_id, line_no
                        from invoice.v_conflict where subject_id = ? order by id desc limit ?""").params(subjectId, limit).query(ConflictRow.class).list();
    }
}
