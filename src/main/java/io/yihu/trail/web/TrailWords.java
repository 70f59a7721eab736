package io.yihu.trail.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import io.yihu.trail.ObjectNames;
import io.yihu.trail.TrailRow;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Puts the numbers, names of details and codes of the log into words, in one question for each type of thing. */
@Component
@RequiredArgsConstructor
class TrailWords {
    /** Details whose value is the number of a thing. */
    private static final Map<String, String> NUMBERS = Map.of("officer", "officer", "member", "officer");

    /** Things of the authority itself; names of all others may tell the audit administrator who the taxpayer is. */
    private static final Set<String> OF_THE_HOUSE = Set.of("officer", "office", "account");

    private final ObjectProvider<ObjectNames> declared;
    private final MessageSource messages;

    /** Names by {@code type:id}. */
    Map<String, String> names(Collection<TrailRow> rows) {
        Map<String, Set<Long>> wanted = new HashMap<>();
        for (TrailRow row : rows) {
            want(wanted, row.objectType(), row.objectId());
            want(
                    wanted,
                    "subject",
                    row.subjectId() == null ? null : row.subjectId().toString());
        }
        return names(wanted);
    }

    List<Detail> details(TrailRow row) {
        List<Detail> details = Detail.of(row.details());
        Map<String, Set<Long>> wanted = new HashMap<>();
        for (Detail detail : details) {
            want(wanted, NUMBERS.get(detail.name()), detail.before());
            want(wanted, NUMBERS.get(detail.name()), detail.after());
        }
        Map<String, String> names = names(wanted);
        return details.stream()
                .map(d -> new Detail(
                        word("trail.detail." + d.name(), d.name()),
                        d.change(),
                        value(d.name(), d.before(), names),
                        value(d.name(), d.after(), names)))
                .toList();
    }

    private String value(String detail, String value, Map<String, String> names) {
        if (value == null) {
            return null;
        }
        String type = NUMBERS.get(detail);
        if (type != null) {
            return names.getOrDefault(type + ":" + value, value);
        }
        String prefixes = word("trail.values." + detail, "");
        for (String prefix : prefixes.isEmpty() ? new String[0] : prefixes.split(" ")) {
            String said = word(prefix + value, null);
            if (said != null) {
                return said;
            }
        }
        return word("trail.value." + value, value);
    }

    private String word(String key, String otherwise) {
        Locale locale = LocaleContextHolder.getLocale();
        return messages.getMessage(key, null, otherwise, locale);
    }

    /** The audit administrator reads who did what, not whose taxes they are. */
    private static String masked(String name) {
        int shown = Math.min(2, name.length() / 2);
        return name.substring(0, shown) + "***";
    }

    private static void want(Map<String, Set<Long>> wanted, String type, String id) {
        if (type != null && id != null && id.matches("-?[0-9]{1,18}")) {
            wanted.computeIfAbsent(type, t -> new HashSet<>()).add(Long.valueOf(id));
        }
    }

    private Map<String, String> names(Map<String, Set<Long>> wanted) {
        Map<String, String> names = new HashMap<>();
        boolean masked = CurrentActor.get().has(Roles.AUDIT_ADMIN);
        declared.stream()
                .filter(each -> wanted.containsKey(each.type()))
                .forEach(each -> each.names()
                        .apply(wanted.get(each.type()))
                        .forEach((id, name) -> names.put(
                                each.type() + ":" + id,
                                masked && !OF_THE_HOUSE.contains(each.type()) ? masked(name) : name)));
        return names;
    }
}
