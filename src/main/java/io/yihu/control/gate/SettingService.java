package io.yihu.control.gate;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Level and parameters of a control, or thresholds of a scan indicator, change by two persons: one proposes, another agrees. */
@Service
@RequiredArgsConstructor
public class SettingService {
    private static final int SHORTEST_REASON = 8;
    private final JdbcClient jdbc;
    private final SettingRules rules;
    private final JsonMapper json;
    private final YihuClock clock;

    @Traced("control.setting.propose")
    public long propose(String code, String level, boolean enabled, Map<String, BigDecimal> parameters, String reason) {
        rules.check(code, level, parameters);
        if (reason == null || reason.strip().length() < SHORTEST_REASON) {
            throw Refusal.invalid("control.refused.note", SHORTEST_REASON);
        }
        Actor actor = CurrentActor.get();
        Trail.object("control", code);
        Trail.note("controlLevel", level);
        Trail.note("enabled", enabled);
        Trail.note("parameters", json.writeValueAsString(parameters));
        Trail.note("reason", reason.strip());
        try {
            return jdbc.sql("""
                            insert into control.setting (point, level, enabled, parameters, reason, state, proposed_by, proposed_name, proposed_at)
                            values (?, ?, ?, ?::jsonb, ?, 'PENDING', ?, ?, ?) returning id""")
                    .params(
                            code,
                            level,
                            enabled,
                            json.writeValueAsString(parameters),
                            reason.strip(),
                            actor.login(),
                            actor.name(),
                            now())
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("control.refused.pending");
        }
    }

    @Traced("control.setting.decide")
    public void decide(long id, boolean agreed, String note) {
        Actor actor = CurrentActor.get();
        String proposer = jdbc.sql(
                        "select proposed_by from control.setting where id = ? and state = 'PENDING' for update")
                .param(id)
                .query(String.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (proposer.equals(actor.login())) {
            throw Refusal.conflict("control.refused.ownRequest");
        }
        Trail.object("setting", id);
        Trail.note("agreed", agreed);
        Trail.note("note", note);
        jdbc.sql(
                        "update control.setting set state = ?, decided_by = ?, decided_name = ?, decided_at = ?, decision_note = ? where id = ?")
                .params(agreed ? "APPROVED" : "REJECTED", actor.login(), actor.name(), now(), note, id)
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
