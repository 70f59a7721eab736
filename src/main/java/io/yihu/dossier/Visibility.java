package io.yihu.dossier;

import io.yihu.platform.Actor;
import java.util.HashMap;
import java.util.Map;

/** Which taxpayers an actor may open: those of the own office subtree, and those of the own open tasks. */
public final class Visibility {
    /** True for a row {@code s} of {@code taxpayer.v_subject}; parties without an office only where nothing is out of scope. */
    public static final String OF_SUBJECT = """
            (case when s.office_id is null then not exists (
                 select 1 from organization.v_office top where top.parent_id is null and top.path not like :scope) and :scope <> ''
              else exists (select 1 from organization.v_office own where own.id = s.office_id and own.path like :scope) end
             or exists (select 1 from task.v_task mine
                where mine.subject_id = s.id and mine.officer_id = cast(:officer as bigint) and mine.closed_at is null
                  and mine.state not in ('CANCELLED', 'TRANSFERRED')))""";

    private Visibility() {}

    public static Map<String, Object> of(Actor actor) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("scope", actor.scope());
        parameters.put("officer", actor.officerId());
        return parameters;
    }
}
