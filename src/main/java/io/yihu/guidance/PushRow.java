package io.yihu.guidance;

import io.yihu.guidance.ServicePolicy.Missing;
import io.yihu.guidance.ServicePolicy.Stand;
import java.time.Instant;
import java.util.List;

/** A message as lists and pages show it; times in UTC. */
public record PushRow(
        long id,
        long subjectId,
        String subjectName,
        String officeName,
        String event,
        String eventRef,
        Instant happenedAt,
        String template,
        int templateVersion,
        String level,
        String taxpayerClass,
        String title,
        String body,
        String notice,
        boolean needsAck,
        boolean needsPhone,
        boolean needsHall,
        boolean needsSign,
        String state,
        String delivery,
        Long taskId,
        Long phoneTaskId,
        Long officerId,
        String officerName,
        Instant createdAt,
        Instant deliveredAt,
        Instant readAt,
        Instant ackedAt,
        Instant phonedAt,
        Instant attendedAt,
        Instant signedAt,
        Instant closedAt,
        String outcome,
        String answer,
        Instant answeredAt,
        String choice,
        int reminded,
        Instant nextStepAt,
        Instant validUntil) {

    public boolean waiting() {
        return state.equals("WAITING");
    }

    /** One word for how far it has come. */
    public String stand() {
        if (!waiting()) {
            return state;
        }
        return ackedAt != null
                ? "ACKED"
                : readAt != null
                        ? "READ"
                        : deliveredAt != null ? "DELIVERED" : delivery.equals("FAILED") ? "FAILED" : "SENT";
    }

    public List<Missing> missing() {
        return waiting()
                ? ServicePolicy.missing(new Stand(
                        needsAck,
                        needsPhone,
                        needsHall,
                        needsSign,
                        deliveredAt != null,
                        ackedAt != null,
                        phonedAt != null,
                        attendedAt != null,
                        signedAt != null))
                : List.of();
    }
}
