package io.yihu.guidance;

import io.yihu.guidance.ServicePolicy.Missing;
import io.yihu.guidance.ServicePolicy.Stand;
import io.yihu.platform.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** One message and how far its service has come; every step happens once, repeating one changes nothing. */
@Entity
@Table(schema = "guidance", name = "push")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Push {
    static final String WAITING = "WAITING";

    @Id
    private Long id;

    @Column(updatable = false)
    private long subjectId;

    @Column(updatable = false)
    private String event;

    @Column(updatable = false)
    private String notice;

    @Column(updatable = false)
    private boolean needsAck;

    @Column(updatable = false)
    private boolean needsPhone;

    @Column(updatable = false)
    private boolean needsHall;

    @Column(updatable = false)
    private boolean needsSign;

    @Column(updatable = false)
    private Long taskId;

    @Column(updatable = false)
    private Long phoneTaskId;

    @Column(updatable = false)
    private boolean ownTask;

    @Column(updatable = false)
    private Instant validUntil;

    private String state;
    private String delivery;
    private Instant deliveredAt;
    private Instant readAt;
    private Instant ackedAt;
    private Instant phonedAt;
    private Instant attendedAt;
    private Instant signedAt;
    private Instant closedAt;
    private String outcome;
    private String answer;
    private Instant answeredAt;
    private String choice;
    private Instant chosenAt;
    private Instant nextStepAt;

    @Version
    private long version;

    boolean waiting() {
        return state.equals(WAITING);
    }

    void read(Instant at) {
        readAt = readAt == null ? at : readAt;
        arrived(at);
    }

    void arrived(Instant at) {
        if (deliveredAt == null) {
            deliveredAt = at;
            delivery = "DELIVERED";
        }
    }

    /** False when it was acknowledged before. */
    boolean acknowledge(Instant at) {
        if (ackedAt != null) {
            return false;
        }
        notWithdrawn();
        read(at);
        ackedAt = at;
        nextStepAt = null;
        return true;
    }

    void explain(String text, Instant at) {
        notWithdrawn();
        answer = text;
        answeredAt = at;
    }

    /** False when the same was chosen before. */
    boolean choose(String chosen, Instant at) {
        if (!event.equals("POLICY")) {
            throw Refusal.conflict("guidance.refused.noChoice");
        }
        if (chosen.equals(choice)) {
            return false;
        }
        notWithdrawn();
        choice = chosen;
        chosenAt = at;
        return true;
    }

    /** False when somebody telephoned before. */
    boolean phone(Instant at) {
        if (phonedAt != null) {
            return false;
        }
        open();
        phonedAt = at;
        nextStepAt = null;
        return true;
    }

    boolean attend(Instant at) {
        if (attendedAt != null) {
            return false;
        }
        open();
        if (!needsHall) {
            throw Refusal.conflict("guidance.refused.noHall");
        }
        attendedAt = at;
        return true;
    }

    boolean sign(Instant at) {
        if (signedAt != null) {
            return false;
        }
        open();
        if (!needsSign) {
            throw Refusal.conflict("guidance.refused.noNotice");
        }
        if (attendedAt == null) {
            throw Refusal.conflict("guidance.refused.notThere");
        }
        signedAt = at;
        return true;
    }

    void withdraw(Instant at) {
        open();
        state = "WITHDRAWN";
        outcome = "WITHDRAWN";
        closedAt = at;
        nextStepAt = null;
    }

    List<Missing> missing() {
        return ServicePolicy.missing(new Stand(
                needsAck,
                needsPhone,
                needsHall,
                needsSign,
                deliveredAt != null,
                ackedAt != null,
                phonedAt != null,
                attendedAt != null,
                signedAt != null));
    }

    /** Closes when nothing is missing; says whether it did. */
    boolean closeIfDone(Instant at) {
        if (!waiting() || !missing().isEmpty()) {
            return false;
        }
        state = "CLOSED";
        outcome = signedAt != null ? "SIGNED" : ackedAt != null ? "ACKED" : "PHONED";
        closedAt = at;
        nextStepAt = null;
        return true;
    }

    private void notWithdrawn() {
        if (state.equals("WITHDRAWN")) {
            throw Refusal.conflict("guidance.refused.withdrawn");
        }
    }

    private void open() {
        notWithdrawn();
        if (!waiting()) {
            throw Refusal.conflict("guidance.refused.closed");
        }
    }
}
