package io.yihu.task;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * A high-level taxpayer whom an assessment hands over must be audited (POL-11): the audit is raised in the transaction that closed
 * the assessment. Dropping it again below the city is refused by control EC-21.
 */
@Component
@RequiredArgsConstructor
class AuditTransfer {
    static final String SOURCE = "TRANSFER";
    private static final Set<String> FROM = Set.of("ASSESSMENT", "POST_RESPONSE", "ABNORMAL_VOUCHER", "RISK_REMIND");
    private final MatterService matters;
    private final MessageSource messages;

    @Order(60)
    @EventListener
    void closed(MatterClosed closed) {
        if (!"TRANSFERRED".equals(closed.conclusion())
                || !"HIGH".equals(closed.level())
                || !FROM.contains(closed.typeCode())) {
            return;
        }
        matters.raise(List.of(new RaiseMatter(
                closed.subjectId(),
                "AUDIT",
                SOURCE,
                Long.toString(closed.taskId()),
                "HIGH",
                text("task.transfer.title"),
                text("task.transfer.why"))));
    }

    private String text(String key) {
        return messages.getMessage(key, null, Locale.SIMPLIFIED_CHINESE);
    }
}
