package io.yihu.task;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** On the page of an audit: which level the class of the taxpayer asks for, and which office has it. */
@Component
@RequiredArgsConstructor
class TierPanel implements TaskPanel {
    private final JdbcClient jdbc;
    private final MessageSource messages;

    private record Tier(String wanted, String has, String office, String taxSourceClass) {}

    @Override
    public List<Panel> of(TaskRow task) {
        Optional<Tier> tier = jdbc.sql("""
                        select t.tier_level as wanted, o.level as has, o.name as office, coalesce(s.tax_source_class, 'SMALL') as tax_source_class
                        from task.task t join organization.v_office o on o.id = t.tier_office_id join taxpayer.v_subject s on s.id = t.subject_id
                        where t.subject_id = ? and t.id = ?""")
                .params(task.subjectId(), task.id())
                .query(Tier.class)
                .optional();
        return tier.map(each -> {
                    boolean same = each.wanted().equals(each.has());
                    String reason = text(
                            same ? "task.tier.by" : "task.tier.up",
                            text("task.tier.class." + each.taxSourceClass()),
                            text("task.tier.level." + each.wanted()));
                    return List.of(new Panel(
                            "tier",
                            text("task.tier.title"),
                            null,
                            List.of(
                                    new Line(text("task.tier.level." + each.has()), !same, each.office(), null),
                                    new Line(null, false, reason, null))));
                })
                .orElse(List.of());
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
