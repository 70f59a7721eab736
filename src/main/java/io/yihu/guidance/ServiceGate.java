package io.yihu.guidance;

import io.yihu.platform.Actor;
import io.yihu.platform.Refusal;
import io.yihu.task.StepResult;
import io.yihu.trail.ActionGate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The task of a message cannot be concluded by hand before its steps are done: no coaching without attendance and signature. */
@Component
@RequiredArgsConstructor
class ServiceGate implements ActionGate {
    private final JdbcClient jdbc;
    private final MessageSource messages;

    private record Open(
            boolean needsAck,
            boolean needsPhone,
            boolean needsHall,
            boolean needsSign,
            boolean delivered,
            boolean acked,
            boolean phoned,
            boolean attended,
            boolean signed) {}

    @Override
    public void check(String action, Actor actor, Map<String, Object> arguments) {
        if (!(arguments.get("taskId") instanceof Long task)) {
            return;
        }
        if (action.equals("task.step.complete")) {
            refuseByHand(task, arguments);
        } else if (action.equals("task.task.submit")) {
            refuseUnfinished(task);
        }
    }

    /** Who came and who signed is kept by the page of the hall; by hand an officer may only say that nobody came. */
    private void refuseByHand(long task, Map<String, Object> arguments) {
        boolean absent = arguments.get("result") instanceof StepResult result && "ABSENT".equals(result.outcome());
        if (absent || !List.of("attend", "sign").contains(String.valueOf(arguments.get("step")))) {
            return;
        }
        String type = jdbc.sql("select matter_type from task.v_task where id = ?")
                .param(task)
                .query(String.class)
                .optional()
                .orElse("");
        if (!type.equals("HALL_COACHING")) {
            return;
        }
        boolean invited = jdbc.sql("select exists (select from guidance.push where task_id = ? and needs_hall)")
                .param(task)
                .query(Boolean.class)
                .single();
        throw Refusal.conflict(invited ? "guidance.refused.inHall" : "guidance.refused.noInvitation");
    }

    private void refuseUnfinished(long task) {
        boolean toHold = jdbc.sql("select exists (select from guidance.coaching where task_id = ? and held_at is null)")
                .param(task)
                .query(Boolean.class)
                .single();
        if (toHold) {
            throw Refusal.conflict("guidance.refused.notHeld");
        }
        jdbc.sql("""
                        select p.needs_ack, p.needs_phone, p.needs_hall, p.needs_sign, p.delivered_at is not null as delivered,
                          p.acked_at is not null as acked, p.phoned_at is not null as phoned, p.attended_at is not null as attended,
                          p.signed_at is not null as signed
                        from guidance.push p where p.task_id = ? and p.own_task and p.state = 'WAITING' and p.matter_type is distinct from 'SERVICE_PHONE'""")
                .param(task)
                .query(Open.class)
                .optional()
                .map(ServiceGate::missing)
                .filter(missing -> !missing.isEmpty())
                .ifPresent(missing -> {
                    throw Refusal.conflict("guidance.refused.unfinished", words(missing));
                });
    }

    private static List<ServicePolicy.Missing> missing(Open open) {
        return ServicePolicy.missing(new ServicePolicy.Stand(
                open.needsAck(),
                open.needsPhone(),
                open.needsHall(),
                open.needsSign(),
                open.delivered(),
                open.acked(),
                open.phoned(),
                open.attended(),
                open.signed()));
    }

    private String words(List<ServicePolicy.Missing> missing) {
        Locale locale = LocaleContextHolder.getLocale();
        return missing.stream()
                .map(each -> messages.getMessage("guidance.missing." + each, null, locale))
                .collect(Collectors.joining(locale.getLanguage().equals("en") ? ", " : "、"));
    }
}
