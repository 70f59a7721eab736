package io.yihu.guidance;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import java.time.Instant;
import java.util.Collection;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The steps of messages as their page shows them. */
@Component
@RequiredArgsConstructor
class PushLog {
    private final JdbcClient jdbc;

    void step(Push push, String kind, String note, Instant at) {
        steps(java.util.List.of(push.getId()), kind, note, at);
    }

    void steps(Collection<Long> pushes, String kind, String note, Instant at) {
        Actor actor = CurrentActor.get();
        jdbc.sql("""
                        insert into guidance.push_step (subject_id, push_id, at, kind, actor, actor_name, note)
                        select subject_id, id, :at::timestamptz, :kind, :actor, :name, :note from guidance.push where id = any (:pushes)""")
                .param("at", at.toString())
                .param("kind", kind)
                .param("actor", actor.login())
                .param("name", actor.name())
                .param("note", note)
                .param("pushes", pushes.toArray(Long[]::new))
                .update();
    }
}
