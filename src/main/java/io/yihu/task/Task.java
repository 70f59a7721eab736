package io.yihu.task;

import io.yihu.platform.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** One officer's piece of work; changes its state only along {@link TaskState}. */
@Entity
@Table(schema = "task", name = "task")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Task {
    @Id
    private Long id;

    @Column(updatable = false)
    private long matterId;

    @Column(updatable = false)
    private long workOrderId;

    @Column(updatable = false)
    private long subjectId;

    @Column(updatable = false)
    private String matterType;

    @Column(updatable = false)
    private String source;

    @Column(updatable = false)
    private String level;

    private Long gridId;

    @Column(updatable = false)
    private Long officeId;

    private Long officerId;

    @Enumerated(EnumType.STRING)
    private TaskState state;

    private Instant dispatchedAt;
    private Instant acceptedAt;
    private Instant firstActionAt;
    private Instant submittedAt;
    private Instant approvedAt;
    private Instant closedAt;
    private String conclusion;
    private Long approverId;
    private int returnedCount;
    private String queueReason;
    private String processInstanceId;
    private String processDefinitionId;
    private String step;
    private Instant stepSince;

    @Version
    private long version;

    void accept(long officer, Long throughGrid, Instant at) {
        become(TaskState.ACCEPTED);
        officerId = officer;
        gridId = throughGrid == null ? gridId : throughGrid;
        dispatchedAt = dispatchedAt == null ? at : dispatchedAt;
        acceptedAt = at;
        queueReason = null;
    }

    void started(String processInstance, String definition, String firstStep, Instant at) {
        processInstanceId = processInstance;
        processDefinitionId = definition;
        enter(firstStep, at);
    }

    void enter(String nextStep, Instant at) {
        step = nextStep;
        stepSince = nextStep == null ? null : at;
    }

    void process(String nextStep, Instant at) {
        become(TaskState.PROCESSING);
        firstActionAt = firstActionAt == null ? at : firstActionAt;
        enter(nextStep, at);
    }

    /** A step was done elsewhere; only what the officer did oneself is the officer's first action. */
    void seen(String nextStep, boolean byOfficer, Instant at) {
        if (byOfficer
                && (state == TaskState.ACCEPTED || TaskState.PROCESSING == state || state == TaskState.WAIT_TAXPAYER)) {
            process(nextStep, at);
        } else {
            enter(nextStep, at);
        }
    }

    void pause(TaskState waiting) {
        become(waiting);
    }

    void resume() {
        become(TaskState.PROCESSING);
    }

    void submit(String category, String nextStep, Instant at) {
        become(TaskState.SUBMITTED);
        firstActionAt = firstActionAt == null ? at : firstActionAt;
        submittedAt = at;
        conclusion = category;
        enter(nextStep, at);
    }

    void approve(long approver, Instant at) {
        become(TaskState.APPROVED);
        approverId = approver;
        approvedAt = at;
    }

    void close(Instant at) {
        become(TaskState.CLOSED);
        closedAt = at;
        enter(null, at);
    }

    void sendBack(String backTo, Instant at) {
        become(TaskState.RETURNED);
        returnedCount++;
        submittedAt = null;
        conclusion = null;
        enter(backTo, at);
    }

    /** The officer takes the conclusion back before anybody judged it. */
    void withdraw(String backTo, Instant at) {
        become(TaskState.PROCESSING);
        submittedAt = null;
        conclusion = null;
        enter(backTo, at);
    }

    /** Back into the queue, before it was accepted. */
    void giveBack() {
        become(TaskState.NEW);
        officerId = null;
        dispatchedAt = null;
    }

    /** To another officer, who has to accept it; the process goes on where it stands. */
    void transfer(long officer, Instant at) {
        become(TaskState.TRANSFERRED);
        become(TaskState.DISPATCHED);
        officerId = officer;
        dispatchedAt = at;
        acceptedAt = null;
    }

    void cancel(Instant at) {
        become(TaskState.CANCELLED);
        closedAt = at;
        enter(null, at);
    }

    /** Closed without a feedback: what it was for was seen done, by the taxpayer or by another module. */
    void settle(String seen, Instant at) {
        state = TaskState.CLOSED;
        submittedAt = submittedAt == null ? at : submittedAt;
        conclusion = seen;
        closedAt = at;
        queueReason = null;
        enter(null, at);
    }

    private void become(TaskState next) {
        if (!state.mayBecome(next)) {
            throw Refusal.conflict("task.refused.state", state, next);
        }
        state = next;
    }
}
