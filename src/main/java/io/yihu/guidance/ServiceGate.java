package io.yihu.guidance;

import io.yihu.platform.Actor;
import io.yihu.platform.Refusal;
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
        if (!action.equals("task.task.submit") || !(arguments.get("taskId") instanceof Long task)) {
            return;
        }
        jdbc.sql("""
                        select p.needs_ack, p.needs_phone, p.needs_hall, p.needs_sign, p.delivered_at is not null as delivered,
                          p.acked_at is not null as acked, p.phoned_at is not null as phoned, p.attended_at is not null as attended,
                          p.signed_at is not null as signed
                        from guidance.push p where p.task_id = ? and p.own_task and p.state = 'WAITING' and p.matter_type <> 'SERVICE_PHONE'""")
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
