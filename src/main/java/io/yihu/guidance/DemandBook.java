package io.yihu.guidance;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.CompletionService;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions and what was said about them; an open one lies with an officer as a task that ends with the answer. */
@Component
@RequiredArgsConstructor
class DemandBook {
    /** Topics of the express line. */
    static final List<String> TOPICS =
            List.of("INVOICE", "FILING", "POLICY", "REFUND", "REGISTRATION", "NOTICE", "SYSTEM", "OTHER");

    private static final List<String> ORIGINS = List.of("TAXPAYER", "PHONE", "HALL", "OBSERVER");
    private final DemandRepository demands;
    private final PushAccess access;
    private final MatterService matters;
    private final DispatchService dispatch;
    private final CompletionService completion;
    private final MessageSource messages;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private record Lying(long taskId, Instant dueAt) {}

    /** Opens a question; the same words about the same message again are the same question. */
    long open(long subjectId, Long pushId, String topic, String origin, String text) {
        if (!TOPICS.contains(topic) || !ORIGINS.contains(origin)) {
            throw Refusal.invalid("guidance.refused.topic");
        }
        String said = Said.of(text);
        Instant now = clock.instant();
        Optional<Long> same = jdbc.sql("""
                        select d.id from guidance.demand d join guidance.demand_message m on m.demand_id = d.id and m.text = :text
                        where d.subject_id = :subject and d.topic = :topic and d.state = 'OPEN' limit 1""")
                .param("text", said)
                .param("subject", subjectId)
                .param("topic", topic)
                .query(Long.class)
                .optional();
        Trail.subject(subjectId);
        if (same.isPresent()) {
            Trail.note("repeated", true);
            Trail.object("guidance.demand", same.get());
            return same.get();
        }
        long id = jdbc.sql("""
                        insert into guidance.demand (subject_id, home_subject_id, push_id, topic, origin, state, opened_at, opened_by, due_at)
                        values (:subject, :subject, :push, :topic, :origin, 'OPEN', :now::timestamptz, :by, :now::timestamptz) returning id""")
                .param("subject", subjectId)
                .param("push", pushId)
                .param("topic", topic)
                .param("origin", origin)
                .param("now", now.toString())
                .param("by", CurrentActor.get().login())
                .query(Long.class)
                .single();
        Trail.object("guidance.demand", id);
        say(subjectId, id, "TAXPAYER", said, now);
        Demand demand = demands.lock(id).orElseThrow();
        raise(demand, said);
        return id;
    }

    /** The taxpayer asks on. */
    void reply(long demandId, String text) {
        Demand demand = ofTaxpayer(demandId);
        String said = Said.of(text);
        boolean anew = demand.askOn();
        demands.flush();
        say(demand.getSubjectId(), demandId, "TAXPAYER", said, clock.instant());
        if (anew) {
            raise(demand, said);
        }
    }

    void rate(long demandId, int score, String remark) {
        Demand demand = ofTaxpayer(demandId);
        String said = remark == null || remark.isBlank() ? null : remark.strip();
        if (said != null && said.length() > Said.LONGEST) {
            throw Refusal.invalid("guidance.refused.said", 0, Said.LONGEST);
        }
        if (!demand.rate(score, said, clock.instant())) {
            Trail.note("repeated", true);
        }
        Trail.note("value", score);
    }

    /** An officer's answer; the task ends with it. */
    void answer(long demandId, String text) {
        Demand demand = ofOffice(demandId);
        String said = Said.of(text);
        Instant now = clock.instant();
        demand.answer(now);
        demands.flush();
        say(demand.getSubjectId(), demandId, "OFFICE", said, now);
        if (demand.getTaskId() != null) {
            completion.complete(
                    demand.getTaskId(), messages.getMessage("guidance.demand.seen", null, Locale.SIMPLIFIED_CHINESE));
        }
    }

    private void raise(Demand demand, String text) {
        String topic = messages.getMessage(
                "guidance.topic." + demand.getTopic(), null, demand.getTopic(), Locale.SIMPLIFIED_CHINESE);
        String ref = "demand " + demand.getId() + " " + demand.getRounds();
        matters.raise(List.of(new RaiseMatter(
                demand.getSubjectId(),
                "SERVICE_DEMAND",
                PushService.SOURCE,
                ref,
                "NONE",
                messages.getMessage("guidance.demand.task", new Object[] {topic}, Locale.SIMPLIFIED_CHINESE),
                text.length() > 200 ? text.substring(0, 200) + "…" : text)));
        jdbc.sql("""
                        select t.id as task_id, m.due_at from task.v_matter m join task.v_task t on t.subject_id = m.subject_id and t.matter_id = m.id
                        where m.subject_id = ? and m.source = ? and m.source_ref = ? and m.type_code = 'SERVICE_DEMAND'""")
                .params(demand.getSubjectId(), PushService.SOURCE, ref)
                .query(Lying.class)
                .optional()
                .ifPresent(lying -> {
                    demand.lieWith(lying.taskId(), lying.dueAt());
                    demands.flush();
                    CurrentActor.as(Actor.SYSTEM, () -> dispatch.dispatchChosen(List.of(lying.taskId())));
                });
    }

    private void say(long subject, long demand, String side, String text, Instant at) {
        jdbc.sql("""
                        insert into guidance.demand_message (subject_id, demand_id, side, author, author_name, text, at)
                        values (?, ?, ?, ?, ?, ?, ?::timestamptz)""")
                .params(
                        subject,
                        demand,
                        side,
                        CurrentActor.get().login(),
                        CurrentActor.get().name(),
                        text,
                        at.toString())
                .update();
    }

    private Demand ofTaxpayer(long id) {
        Demand demand = demands.lock(id).orElseThrow(Refusal::notFound);
        access.ownSide(demand.getSubjectId());
        return about(demand);
    }

    private Demand ofOffice(long id) {
        Actor actor = CurrentActor.get();
        boolean mine = jdbc.sql("""
                        select exists (select from guidance.demand d join taxpayer.v_subject s on s.id = d.subject_id
                          left join organization.v_office o on o.id = s.office_id left join task.v_task t on t.id = d.task_id
                          where d.id = :id and (o.path like :scope or t.officer_id = :me))""")
                .param("id", id)
                .param("scope", actor.scope())
                .param("me", actor.officerId() == null ? -1L : actor.officerId())
                .query(Boolean.class)
                .single();
        if (!mine) {
            throw Refusal.notFound();
        }
        return about(demands.lock(id).orElseThrow(Refusal::notFound));
    }

    private static Demand about(Demand demand) {
        Trail.object("guidance.demand", demand.getId());
        Trail.subject(demand.getSubjectId());
        return demand;
    }
}
