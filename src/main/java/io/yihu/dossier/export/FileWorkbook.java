package io.yihu.dossier.export;

import io.yihu.dossier.SourceQueries;
import io.yihu.dossier.SubjectHead;
import io.yihu.dossier.TimelineQueries;
import io.yihu.platform.JobContext;
import io.yihu.platform.YihuClock;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A taxpayer's file as a workbook: one sheet each for registration, people, months, events, partners, invoices, findings, matters and sources. */
@Component
@RequiredArgsConstructor
class FileWorkbook {
    private final JdbcClient jdbc;
    private final MessageSource messages;
    private final TimelineQueries timeline;
    private final SourceQueries sources;
    private final YihuClock clock;

    private static final Map<String, String> SHEETS = new LinkedHashMap<>();

    static {
        SHEETS.put("dossier.registration", """
                select reg_serial, tax_id, uscc, legacy_tax_id, r.name, subject_kind, st.name_zh as status, taxpayer_type, industry_code,
                  division_code, address, business_address, register_date, open_date, close_date, capital, paid_in_capital, employees,
                  business_scope, phone, source, batch_id, line_no
                from taxpayer.v_registration r left join taxpayer.v_status st on st.code = r.status
                where party_id in (select id from taxpayer.v_party where subject_id = :id) order by register_date, reg_serial""");
        SHEETS.put("dossier.people", """
                select p.name, p.id_masked, r.role, r.valid_from, r.valid_to, r.share_pct, r.source, r.batch_id, r.line_no
                from taxpayer.v_person_role r join taxpayer.v_person p on p.id = r.person_id where r.subject_id = :id
                order by r.valid_to desc nulls first, r.role, p.id""");
        SHEETS.put("dossier.curve", """
                select to_char(month, 'YYYY-MM') as month, out_amt, out_cnt, out_tax, in_amt, in_cnt, in_tax, in_tax_claim, red_amt, void_cnt,
                  sales_general, sales_simple, sales_exempt, sales_export, r11, r12, r20, r24, filed_at, due_date
                from invoice.v_fact_subject_month where subject_id = :id order by month""");
        SHEETS.put("dossier.export.partners", """
                select c.side, s.name, s.tax_id, sum(c.cnt) as cnt, sum(c.amt) as amount, sum(c.tax) as tax, min(c.first_date) as first_date,
                  max(c.last_date) as last_date
                from invoice.v_counterparty_month c join taxpayer.v_subject s on s.id = c.counter_subject_id
                where c.subject_id = :id group by c.side, s.id, s.name, s.tax_id order by c.side desc, amount desc""");
        SHEETS.put("dossier.export.invoices", """
                select side, kind, code, number, issue_time, counter_name, amount, tax, total, status as invoice_status, batch_id, line_no
                from invoice.v_invoice where party_id in (select id from taxpayer.v_party where subject_id = :id)
                order by month desc, side, issue_time desc""");
        SHEETS.put("dossier.returns", """
                select to_char(period, 'YYYY-MM') as month, filed_at, due_date, sales_general, sales_simple, sales_exempt, sales_export, r11, r12,
                  r13, r14, r15, r16, r17, r18, r19, r20, r23, r24, r34, source, batch_id, line_no
                from invoice.v_vat_return where subject_id = :id order by period desc""");
        SHEETS.put("dossier.quotas", """
                select kind, per_invoice_limit, monthly_count, monthly_amount, reason, approver, approved_at, batch_id, line_no
                from invoice.v_invoice_quota where subject_id = :id order by approved_at desc""");
        SHEETS.put("dossier.findings", """
                select to_char(period, 'YYYY-MM') as month, level, score, hard, model_code, model_version, created_at
                from risk.v_finding where subject_id = :id order by id desc""");
        SHEETS.put("dossier.export.matters", """
                select title, level, created_at, due_at, closed_at from task.v_matter where subject_id = :id order by id desc""");
    }

    long write(Export export, SubjectHead subject, Watermark mark, OutputStream out, JobContext job)
            throws IOException {
        Locale locale = Locale.forLanguageTag(export.language());
        Map<String, Object> id = Map.of("id", subject.id());
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        Map<String, String> bySource = sources.statements();
        try (Sheets sheets = new Sheets(out, jdbc, messages, locale, mark)) {
            int done = 0;
            int total = SHEETS.size() + bySource.size() + 1;
            for (Map.Entry<String, String> sheet : SHEETS.entrySet()) {
                job.progress(done++, total, sheets.text(sheet.getKey()));
                sheets.add(sheet.getKey(), sheet.getValue(), id);
            }
            job.progress(done++, total, sheets.text("dossier.events"));
            sheets.add(
                    "dossier.events",
                    "select day, type, item, before, after, amount, count as cnt, batch_id, line_no from ("
                            + timeline.statement() + ") e order by day desc, type, ref",
                    Map.of("id", subject.id(), "today", today));
            for (Map.Entry<String, String> source : bySource.entrySet()) {
                job.progress(done++, total, sheets.text("exchange.feed." + source.getKey()));
                sheets.add(
                        "exchange.feed." + source.getKey(),
                        source.getValue(),
                        Map.of("id", subject.id(), "day", today, "limit", Sheets.MOST_ROWS));
            }
            return sheets.rows();
        }
    }
}
