package io.yihu.risk;

import io.yihu.platform.YihuClock;
import io.yihu.task.MatterClosed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps what closed matters have shown, inside the closing transaction. */
@Component
@RequiredArgsConstructor
class LabelBook {
    private static final Set<String> RISK_TYPES =
            Set.of("RISK_REMIND", "ASSESSMENT", "POST_RESPONSE", "ABNORMAL_VOUCHER", "MID_ALERT_ANALYSIS", "AUDIT");
    private final JdbcClient jdbc;

    @EventListener
    void learn(MatterClosed closed) {
        if (!RISK_TYPES.contains(closed.typeCode())) {
            return;
        }
        LabelPolicy.of(closed.conclusion())
                .ifPresent(lesson -> jdbc.sql("""
                                insert into risk.label (subject_id, matter_id, as_of, value, confidence, source, conclusion, recorded_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (subject_id, matter_id) do update
                                set value = excluded.value, confidence = excluded.confidence, conclusion = excluded.conclusion,
                                  recorded_at = excluded.recorded_at""")
                        .params(
                                closed.subjectId(),
                                closed.matterId(),
                                asOf(closed),
                                lesson.value(),
                                lesson.confidence(),
                                closed.source().equals(RaiseStep.SOURCE) ? "RULE" : closed.source(),
                                closed.conclusion(),
                                closed.closedAt().atOffset(ZoneOffset.UTC))
                        .update());
    }

    /** The day the finding looked from; features of learning end there. */
    private LocalDate asOf(MatterClosed closed) {
        LocalDate day = LocalDate.ofInstant(closed.closedAt(), YihuClock.CHINA);
        if (!closed.source().equals(RaiseStep.SOURCE)) {
            return day;
        }
        return jdbc.sql("select as_of from risk.finding where subject_id = ? and id::text = ?")
                .params(closed.subjectId(), closed.sourceRef())
                .query(LocalDate.class)
                .optional()
                .orElse(day);
    }
}
