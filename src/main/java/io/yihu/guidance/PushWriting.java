package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Set-based writes of messages: one statement a method. */
@Component
@RequiredArgsConstructor
class PushWriting {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    /** A message as it was laid down. */
    record Laid(
            long id,
            long subjectId,
            String taxId,
            String name,
            String phone,
            String level,
            String matterType,
            String title,
            Instant validUntil,
            String channels) {
        List<String> ways() {
            return List.of(channels.split(","));
        }
    }

    /** Lays down what was not sent before; two that do it at the same time lay down one. */
    List<Laid> insert(List<Map<String, Object>> rows, Instant now) {
        return jdbc.sql("""
                        with laid as (
                          insert into guidance.push (subject_id, home_subject_id, event, event_ref, happened_at, template, template_version, level,
                            taxpayer_class, channel, channels, title, body, notice, needs_ack, needs_phone, needs_hall, needs_sign, calls, reminders,
                            matter_type, task_id, own_task, created_at, created_by, valid_until, next_step_at)
                          select r.subject_id, r.subject_id, r.event, r.event_ref, r.happened_at, r.template, r.template_version, r.level,
                            r.taxpayer_class, r.channels ->> 0, array(select jsonb_array_elements_text(r.channels)), r.title, r.body, r.notice, r.ack, r.phone, r.hall, r.sign, r.calls,
                            array(select jsonb_array_elements_text(r.reminders)::int), r.matter_type, r.task_id, r.own,
                            :now::timestamptz, :who, :now::timestamptz + make_interval(days => r.valid_days),
                            platform.working_moment(:now::timestamptz, (r.reminders ->> 0)::int, time '09:00')
                          from jsonb_to_recordset(:rows::jsonb) as r (subject_id bigint, event text, event_ref text, happened_at timestamptz,
                            template text, template_version int, level text, taxpayer_class text, title text, body text, notice text, ack boolean,
                            phone boolean, hall boolean, sign boolean, calls boolean, reminders jsonb, matter_type text, task_id bigint, own boolean, channels jsonb, valid_days int)
                          on conflict (subject_id, home_subject_id, event, event_ref) do nothing
                          returning id, subject_id, level, matter_type, title, valid_until, channels)
                        select l.id, l.subject_id, s.tax_id, s.name, s.phone, l.level, l.matter_type, l.title, l.valid_until, array_to_string(l.channels, ',') as channels
                        from laid l join taxpayer.v_subject s on s.id = l.subject_id order by l.id""")
                .param("now", now.toString())
                .param("who", CurrentActor.get().login())
                .param("rows", json.writeValueAsString(rows))
                .query(Laid.class)
                .list();
    }

    /** Remembers for which occasions there was nothing to say. */
    void keepSilent(String event, List<Occasion> occasions, Instant now) {
        jdbc.sql("""
                        insert into guidance.silence (subject_id, event, event_ref, at)
                        select s, :event, r, :now::timestamptz from unnest(:subjects::bigint[], :refs::text[]) as o (s, r) on conflict do nothing""")
                .param("event", event)
                .param("now", now.toString())
                .param("subjects", occasions.stream().map(Occasion::subjectId).toArray(Long[]::new))
                .param("refs", occasions.stream().map(Occasion::ref).toArray(String[]::new))
                .update();
    }

    /** Notes which tasks the matters of these messages became. */
    List<Long> linkTasks(Collection<Long> pushes) {
        return link(pushes, "task_id", "p.matter_type");
    }

    /** Notes the tasks of the calls that were raised later. */
    List<Long> linkPhoneTasks(Collection<Long> pushes) {
        return link(pushes, "phone_task_id", "'SERVICE_PHONE'");
    }

    private List<Long> link(Collection<Long> pushes, String column, String type) {
        return jdbc.sql("""
                        update guidance.push p set %1$s = t.id
                        from task.v_matter m join task.v_task t on t.subject_id = m.subject_id and t.matter_id = m.id
                        where p.id = any (:pushes) and p.%1$s is null and m.subject_id = p.subject_id and m.source = :source
                          and m.source_ref = p.id::text and m.type_code = %2$s
                        returning t.id""".formatted(column, type))
                .param("pushes", pushes.toArray(Long[]::new))
                .param("source", PushService.SOURCE)
                .query(Long.class)
                .list();
    }

    /** Counts one more reminder where one is due and says when the next step is: another one, a call, or nothing. */
    List<Laid> remind(Instant now, int most) {
        return jdbc.sql("""
                        with due as (
                          select subject_id, id from guidance.push
                          where state = 'WAITING' and acked_at is null and next_step_at <= :now::timestamptz and reminded < cardinality(reminders)
                          order by next_step_at, id limit :most for update skip locked),
                        told as (
                          update guidance.push p set reminded = p.reminded + 1, version = p.version + 1, next_step_at = case
                            when p.reminded + 1 < cardinality(p.reminders)
                              then platform.working_moment(p.created_at, p.reminders[p.reminded + 2], time '09:00')
                            when p.calls and p.phone_task_id is null and p.matter_type is distinct from 'SERVICE_PHONE'
                              then platform.working_moment(p.created_at, p.reminders[p.reminded + 1], time '18:00') end
                          from due where p.subject_id = due.subject_id and p.id = due.id returning p.*)
                        select t.id, t.subject_id, s.tax_id, s.name, s.phone, t.level, t.matter_type, t.title, t.valid_until, array_to_string(t.channels, ',') as channels
                        from told t join taxpayer.v_subject s on s.id = t.subject_id order by t.id""")
                .param("now", now.toString())
                .param("most", most)
                .query(Laid.class)
                .list();
    }

    /** Reminded in vain: from here on somebody telephones. */
    List<Laid> toCall(Instant now, int most) {
        return jdbc.sql("""
                        with due as (
                          select subject_id, id from guidance.push
                          where state = 'WAITING' and acked_at is null and next_step_at <= :now::timestamptz and reminded >= cardinality(reminders)
                          order by next_step_at, id limit :most for update skip locked),
                        called as (
                          update guidance.push p set next_step_at = null, version = p.version + 1 from due
                          where p.subject_id = due.subject_id and p.id = due.id returning p.*)
                        select t.id, t.subject_id, s.tax_id, s.name, s.phone, t.level, t.matter_type, t.title, t.valid_until, array_to_string(t.channels, ',') as channels
                        from called t join taxpayer.v_subject s on s.id = t.subject_id where t.calls and t.phone_task_id is null order by t.id""")
                .param("now", now.toString())
                .param("most", most)
                .query(Laid.class)
                .list();
    }

    /** Messages nobody works on end with their validity. */
    List<Long> expire(Instant now) {
        return jdbc.sql("""
                        update guidance.push set state = 'CLOSED', outcome = 'EXPIRED', closed_at = :now::timestamptz, next_step_at = null,
                          version = version + 1
                        where state = 'WAITING' and valid_until <= :now::timestamptz and task_id is null and phone_task_id is null
                          and not needs_hall returning id""").param("now", now.toString()).query(Long.class).list();
    }
}
