package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The officers' side of the express line. */
@Service
@RequiredArgsConstructor
public class DemandService {
    private final DemandBook book;
    private final JdbcClient jdbc;

    /** Answers; the text must not tell what stays inside (control EC-22 looks at it). */
    @Traced("guidance.answer.send")
    public void answer(long demandId, String text) {
        book.answer(demandId, text);
    }

    /** Keeps what a taxpayer asked on the telephone, in the hall, or through an observer from outside. */
    @Traced("guidance.demand.record")
    public long record(String taxId, String topic, String origin, String text) {
        if ("TAXPAYER".equals(origin)) {
            throw Refusal.invalid("guidance.refused.topic");
        }
        long subject = jdbc.sql("""
                        select s.id from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like :scope
                        where s.tax_id = :id or s.uscc = :id order by s.tax_id = :id desc limit 1""")
                .param("scope", CurrentActor.get().scope())
                .param("id", taxId == null ? "" : taxId.strip())
                .query(Long.class)
                .optional()
                .orElseThrow(() -> Refusal.invalid("guidance.refused.taxId"));
        return book.open(subject, null, topic, origin, text);
    }
}
