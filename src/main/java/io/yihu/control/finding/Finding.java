package io.yihu.control.finding;

import io.yihu.platform.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** Something a scan found; goes from NEW by explanation and rectification to a review by another person. */
@Entity
@Table(schema = "control", name = "finding")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Finding {
    enum State {
        NEW,
        EXPLAIN,
        RECTIFY,
        REVIEW,
        CLOSED
    }

    @Id
    private Long id;

    @Column(updatable = false)
    private String indicator;

    @Column(updatable = false)
    private String scope;

    @Column(updatable = false)
    private Long officerId;

    @Column(updatable = false)
    private long officeId;

    @Column(updatable = false)
    private Long subjectId;

    @Enumerated(EnumType.STRING)
    private State state;

    @Column(updatable = false)
    private Instant openedAt;

    private LocalDate dueOn;
    private String explainedBy;
    private String explanation;
    private String measure;
    private String rectifiedBy;
    private String verdict;
    private String closedBy;
    private Instant closedAt;

    @Version
    private long version;

    void explain(String who, String text, LocalDate due) {
        only(State.NEW);
        state = State.EXPLAIN;
        explainedBy = who;
        explanation = text;
        dueOn = due;
    }

    /** The explanation does not do, or there was none. */
    void demand(LocalDate due) {
        only(State.NEW, State.EXPLAIN, State.REVIEW);
        state = State.RECTIFY;
        verdict = "VIOLATION";
        dueOn = due;
    }

    /** The explanation holds: to be reviewed without rectification. */
    void accept(LocalDate due) {
        only(State.EXPLAIN);
        state = State.REVIEW;
        verdict = "NO_VIOLATION";
        dueOn = due;
    }

    void rectify(String who, String what, LocalDate due) {
        only(State.RECTIFY);
        state = State.REVIEW;
        rectifiedBy = who;
        measure = what;
        dueOn = due;
    }

    void close(String who, Instant at) {
        only(State.REVIEW);
        if (who.equals(explainedBy) || who.equals(rectifiedBy)) {
            throw Refusal.conflict("control.refused.ownFinding");
        }
        state = State.CLOSED;
        closedBy = who;
        closedAt = at;
    }

    private void only(State... allowed) {
        if (!java.util.Set.of(allowed).contains(state)) {
            throw Refusal.conflict("control.refused.findingState");
        }
    }
}
