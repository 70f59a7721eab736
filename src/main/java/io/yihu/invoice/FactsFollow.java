package io.yihu.invoice;

import io.yihu.taxpayer.SubjectsRelinked;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Monthly facts follow their parties when subjects are merged or taken apart, in the same transaction.
 *
 * <p>Invoices and facts of parties stay where they are; the rows of these subjects are derived anew, and those of everyone who dealt with
 * them: two buyers who became one are one buyer.
 */
@Component
@RequiredArgsConstructor
class FactsFollow {
    private final JdbcClient jdbc;
    private final Touched touched;
    private final SubjectFacts facts;

    private record Span(LocalDate earliest, LocalDate latest) {}

    @Order(10)
    @EventListener
    void follow(SubjectsRelinked relinked) {
        Long[] subjects = relinked.subjectIds().toArray(Long[]::new);
        if (!traded(subjects)) {
            return;
        }
        jdbc.sql("set local work_mem = '64MB'").update();
        jdbc.sql("delete from invoice.fact_subject_month where subject_id = any (?::bigint[])")
                .param(subjects)
                .update();
        jdbc.sql("drop table if exists relinked_party").update();
        jdbc.sql("""
                        create temp table relinked_party on commit drop as
                        select id as party_id from taxpayer.v_party where subject_id = any (?::bigint[])""").param(subjects).update();
        jdbc.sql("analyze relinked_party").update();
        touched.set("""
                select party_id, month from invoice.fact_party_month where party_id in (select party_id from relinked_party)
                union select party_id, period from invoice.invoice_usage where party_id in (select party_id from relinked_party)
                union select party_id, period from invoice.vat_return where party_id in (select party_id from relinked_party)
                union select counter_party_id, month from invoice.fact_party_edge_month
                  where party_id in (select party_id from relinked_party)""");
        Span span = jdbc.sql("select min(month) as earliest, max(month) as latest from touched")
                .query(Span.class)
                .single();
        if (span.earliest() != null) {
            facts.derive(span.earliest(), span.latest());
        }
    }

    /** A newcomer without an invoice, a return or a usage has no facts to follow. */
    private boolean traded(Long[] subjects) {
        return jdbc.sql("""
                        select exists (select from invoice.fact_subject_month where subject_id = any (:subjects))
                          or exists (select from taxpayer.v_party p where p.subject_id = any (:subjects) and (
                            exists (select from invoice.fact_party_month f where f.party_id = p.id)
                            or exists (select from invoice.invoice_usage u where u.party_id = p.id)
                            or exists (select from invoice.vat_return v where v.party_id = p.id)))""").param("subjects", subjects).query(Boolean.class).single();
    }
}
