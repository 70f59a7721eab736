package io.yihu.task.region;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.Feedback;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The hand-over between two regions: the recipient receives, answers every voucher and feeds back; then the issuer and, after
 * that, the recipient acknowledge. Whoever stands on the other side is refused, and one person never speaks for both.
 */
@Service
@RequiredArgsConstructor
public class RegionCheckService {
    public static final List<String> ANSWERS =
            List.of("NOT_DEDUCTED", "TRANSFERRED_OUT", "VERIFIED_REAL", "GOODFAITH", "REFUSED", "FLED", "TO_AUDIT");
    private static final Set<String> ADVERSE = Set.of("TRANSFERRED_OUT", "TO_AUDIT", "NOT_DEDUCTED", "REFUSED");
    private final JdbcClient jdbc;
    private final RegionQueries queries;
    private final TaskService tasks;
    private final MessageSource messages;
    private final YihuClock clock;

    /** The officer of the recipient grid who has the matter takes the package in; it may still wait in the grid's queue. */
    @Traced("task.region.receive")
    public void receive(long id) {
        RegionQueries.Row row = about(id);
        if (row.state().equals("RECIPIENT_RECEIVED") && me().equals(row.recipientOfficerId())) {
            Trail.note("repeated", true);
            return;
        }
        expect(row, "PUSHED");
        if (row.recipientOfficerId() != null && !row.recipientOfficerId().equals(me())) {
            throw Refusal.conflict("task.refused.region.side", row.recipientOffice());
        }
        tasks.accept(row.taskId());
        tasks.completeStep(
                row.taskId(),
                "receive",
                new StepResult(
                        "CHECK",
                        messages.getMessage("task.region.received", null, LocaleContextHolder.getLocale()),
                        null,
                        null));
        set(row, "RECIPIENT_RECEIVED", "received_at", "received_by");
    }

    /** Answers some vouchers of a package the actor has received; an answer may be changed until the feedback. */
    @Traced("task.region.answer")
    public void answer(long id, Set<Integer> lines, String answer, String note) {
        RegionQueries.Row row = recipient(id, "RECIPIENT_RECEIVED");
        if (!ANSWERS.contains(answer == null ? "" : answer)) {
            throw Refusal.invalid("task.refused.region.answer");
        }
        if (lines.isEmpty()) {
            throw Refusal.invalid("task.refused.region.lines");
        }
        int answered = jdbc.sql("""
                        update task.region_voucher set answer = ?, note = ?, answered_at = ?::timestamptz, answered_by = ?
                        where check_id = ? and line = any (?)""")
                .params(
                        answer,
                        note == null || note.isBlank() ? null : note.strip(),
                        clock.instant().toString(),
                        me(),
                        row.id(),
                        new HashSet<>(lines).toArray(Integer[]::new))
                .update();
        Trail.note("answer", answer);
        Trail.note("count", answered);
    }

    /** Every voucher has an answer: the result goes back to the issuer and the recipient's matter is done. */
    @Traced("task.region.feedback")
    public void feedback(long id, String text) {
        RegionQueries.Row row = recipient(id, "RECIPIENT_RECEIVED");
        if (row.answered() < row.vouchers()) {
            throw Refusal.conflict("task.refused.region.unanswered", row.vouchers() - row.answered());
        }
        String said = text == null ? "" : text.strip();
        Map<String, BigDecimal> sums = new java.util.HashMap<>();
        jdbc.sql("select answer, sum(tax) from task.region_voucher where check_id = ? group by 1")
                .param(id)
                .query((line, n) -> sums.put(line.getString(1), line.getBigDecimal(2)))
                .list();
        boolean adverse = sums.keySet().stream().anyMatch(ADVERSE::contains);
        String category = adverse ? "CONFIRMED" : sums.containsKey("FLED") ? "UNVERIFIABLE" : "EXCLUDED";
        Map<String, BigDecimal> facts =
                sums.containsKey("TRANSFERRED_OUT") ? Map.of("INPUT_TRANSFER", sums.get("TRANSFERRED_OUT")) : Map.of();
        tasks.completeStep(row.taskId(), "check", new StepResult("DECISION", said, null, null));
        tasks.submit(
                row.taskId(),
                new Feedback(category, category.equals("EXCLUDED") ? "GENUINE_BUSINESS" : null, said, facts));
        set(row, "FEEDBACK", "feedback_at", "feedback_by");
        jdbc.sql("""
                        update task.region_check set feedback_text = ?, ack_due_at = (platform.add_working_days(?::date,
                          (select ack_days from task.push_rule where id = 1)) + time '18:00') at time zone 'Asia/Shanghai' where id = ?""")
                .params(said, LocalDate.ofInstant(clock.instant(), YihuClock.CHINA), id)
                .update();
        Trail.note("category", category);
    }

    /** The issuer has got the feedback. */
    @Traced("task.region.issuerAck")
    public void issuerAck(long id) {
        RegionQueries.Row row = about(id);
        if (row.issuerAckAt() != null && onIssuerSide(row)) {
            Trail.note("repeated", true);
            return;
        }
        if (!onIssuerSide(row)) {
            throw Refusal.conflict("task.refused.region.side", row.issuerOffice());
        }
        expect(row, "FEEDBACK");
        set(row, "ISSUER_ACK", "issuer_ack_at", "issuer_ack_by");
    }

    /** The recipient has seen that the issuer got it: only now the package is closed. */
    @Traced("task.region.recipientAck")
    public void recipientAck(long id) {
        RegionQueries.Row row = about(id);
        if (row.recipientAckAt() != null && onRecipientSide(row)) {
            Trail.note("repeated", true);
            return;
        }
        if (!onRecipientSide(row)) {
            throw Refusal.conflict("task.refused.region.side", row.recipientOffice());
        }
        expect(row, "ISSUER_ACK");
        set(row, "RECIPIENT_ACK", "recipient_ack_at", "recipient_ack_by");
        jdbc.sql("update task.region_check set state = 'CLOSED', closed_at = recipient_ack_at where id = ?")
                .param(id)
                .update();
        Trail.change("state", "RECIPIENT_ACK", "CLOSED");
    }

    /** Officer of the issuing task, a member of its grid alone, or the lead of its office alone. */
    @Transactional(readOnly = true)
    public boolean onIssuerSide(RegionQueries.Row row) {
        return side(
                row.issuerOfficerId(),
                row.recipientOfficerId(),
                row.issuerGridId(),
                row.recipientGridId(),
                row.issuerOfficeId(),
                row.recipientOfficeId());
    }

    @Transactional(readOnly = true)
    public boolean onRecipientSide(RegionQueries.Row row) {
        return side(
                row.recipientOfficerId(),
                row.issuerOfficerId(),
                row.recipientGridId(),
                row.issuerGridId(),
                row.recipientOfficeId(),
                row.issuerOfficeId());
    }

    private boolean side(Long own, Long other, Long ownGrid, Long otherGrid, long ownOffice, long otherOffice) {
        Actor actor = CurrentActor.get();
        Long me = actor.officerId();
        if (me == null || me.equals(other) && !me.equals(own)) {
            return false;
        }
        if (me.equals(own)) {
            return !me.equals(other);
        }
        List<Boolean> grids = member(me, ownGrid, otherGrid);
        if (grids.get(0) != grids.get(1)) {
            return grids.get(0);
        }
        return actor.has(io.yihu.platform.Roles.SUPERVISOR)
                && jdbc.sql("""
                        select bool_or(id = :own) and not bool_or(id = :other) from organization.v_office
                        where id in (:own, :other) and path like :scope""")
                        .param("own", ownOffice)
                        .param("other", otherOffice)
                        .param("scope", actor.scope())
                        .query((row, n) -> row.getBoolean(1))
                        .single();
    }

    private List<Boolean> member(long officer, Long ownGrid, Long otherGrid) {
        Set<Long> grids = new HashSet<>(
                jdbc.sql("select grid_id from grid.v_grid_member where officer_id = ? and valid_to is null")
                        .param(officer)
                        .query(Long.class)
                        .list());
        return List.of(grids.contains(ownGrid), grids.contains(otherGrid));
    }

    private RegionQueries.Row recipient(long id, String state) {
        RegionQueries.Row row = about(id);
        if (!me().equals(row.recipientOfficerId())) {
            throw Refusal.conflict("task.refused.region.side", row.recipientOffice());
        }
        expect(row, state);
        return row;
    }

    /** The package, locked, when the actor may see it. */
    private RegionQueries.Row about(long id) {
        jdbc.sql("select id from task.region_check where id = ? for update")
                .param(id)
                .query(Long.class)
                .list();
        RegionQueries.Row row = queries.row(id).orElseThrow(Refusal::notFound);
        Trail.object("task.region", id);
        Trail.subject(row.issuerSubjectId());
        return row;
    }

    private static void expect(RegionQueries.Row row, String state) {
        if (!row.state().equals(state)) {
            throw Refusal.conflict("task.refused.region.state");
        }
    }

    /** @param when column of the moment, {@code who} of the person; both are names of this class, nothing typed */
    private void set(RegionQueries.Row row, String state, String when, String who) {
        jdbc.sql("update task.region_check set state = ?, " + when + " = ?::timestamptz, " + who + " = ? where id = ?")
                .params(state, clock.instant().toString(), me(), row.id())
                .update();
        Trail.change("state", row.state(), state);
    }

    private static Long me() {
        Long me = CurrentActor.get().officerId();
        if (me == null) {
            throw new org.springframework.security.access.AccessDeniedException("not an officer");
        }
        return me;
    }
}
