package io.yihu.guidance;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.trail.Trail;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the actor may act on a message: officers on their side, the taxpayer it was sent to on the other. */
@Component
@RequiredArgsConstructor
public class PushAccess {
    private static final String LOGIN = "taxpayer:";
    private final PushRepository pushes;
    private final JdbcClient jdbc;

    /** The message, locked, when its taxpayer lies in the actor's offices or its task with the actor. */
    Push office(long pushId) {
        Actor actor = CurrentActor.get();
        boolean mine = jdbc.sql("""
                        select exists (select from guidance.push p join taxpayer.v_subject s on s.id = p.subject_id
                          left join organization.v_office o on o.id = s.office_id
                          left join task.v_task t on t.id = p.task_id or t.id = p.phone_task_id
                          where p.id = :id and (o.path like :scope or t.officer_id = :me))""")
                .param("id", pushId)
                .param("scope", actor.scope())
                .param("me", actor.officerId() == null ? -1L : actor.officerId())
                .query(Boolean.class)
                .single();
        if (!mine) {
            throw Refusal.notFound();
        }
        return about(pushes.lock(pushId).orElseThrow(Refusal::notFound));
    }

    /** The message, locked, when the taxpayer it was sent to acts; anybody else is on the wrong side. */
    Push taxpayer(long pushId) {
        Push push = pushes.lock(pushId).orElseThrow(Refusal::notFound);
        ownSide(push.getSubjectId());
        return about(push);
    }

    void ownSide(long subjectId) {
        String owner = jdbc.sql("select tax_id from taxpayer.v_subject where id = ?")
                .param(subjectId)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (!CurrentActor.get().login().equals(LOGIN + owner)) {
            throw Refusal.forbidden("guidance.refused.wrongSide");
        }
    }

    /** The taxpayer as the one who acts. */
    public static Actor actor(String taxId, String name) {
        return new Actor(null, LOGIN + taxId, name, null, null, null, "", Set.of());
    }

    private static Push about(Push push) {
        Trail.object("guidance.push", push.getId());
        Trail.subject(push.getSubjectId());
        return push;
    }
}
