package io.yihu.guidance;

import io.yihu.platform.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** A question of a taxpayer: open until it is answered, settled when the taxpayer says how it was. */
@Entity
@Table(schema = "guidance", name = "demand")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Demand {
    @Id
    private Long id;

    @Column(updatable = false)
    private long subjectId;

    @Column(updatable = false)
    private String topic;

    private String state;
    private Long taskId;
    private int rounds;
    private Instant dueAt;
    private Instant firstAnswerAt;
    private Instant answeredAt;
    private Instant closedAt;
    private Integer satisfaction;
    private String remark;

    @Version
    private long version;

    void answer(Instant at) {
        if (!state.equals("OPEN")) {
            throw Refusal.conflict("guidance.refused.answered");
        }
        state = "ANSWERED";
        answeredAt = at;
        firstAnswerAt = firstAnswerAt == null ? at : firstAnswerAt;
    }

    /** Says whether it needs an answer anew. */
    boolean askOn() {
        if (state.equals("CLOSED")) {
            throw Refusal.conflict("guidance.refused.settled");
        }
        boolean anew = state.equals("ANSWERED");
        if (anew) {
            state = "OPEN";
            rounds++;
        }
        return anew;
    }

    void lieWith(Long task, Instant due) {
        taskId = task;
        dueAt = due;
    }

    /** False when it was rated the same before. */
    boolean rate(int score, String said, Instant at) {
        if (state.equals("CLOSED") && Integer.valueOf(score).equals(satisfaction)) {
            return false;
        }
        if (!state.equals("ANSWERED")) {
            throw Refusal.conflict(state.equals("OPEN") ? "guidance.refused.unanswered" : "guidance.refused.settled");
        }
        if (score < 1 || score > 5) {
            throw Refusal.invalid("guidance.refused.score");
        }
        state = "CLOSED";
        satisfaction = score;
        remark = said;
        closedAt = at;
        return true;
    }
}
