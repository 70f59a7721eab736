package io.yihu.trail;

import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;

/** What actions are called on screen; an unknown code shows itself. */
@Component("actionTitles")
@RequiredArgsConstructor
public class ActionTitles {
    /** A code with its title. */
    public record Title(String code, String text) {}

    /** Rows that triggers of the database write. */
    private static final List<String> DIRECT = List.of(
            "trail.direct.insert",
            "trail.direct.update",
            "trail.direct.delete",
            "trail.direct.truncate",
            "trail.direct.alter");

    private final MessageSource messages;
    private final ApplicationContext context;
    private List<String> codes;

    public String of(String code) {
        return of(code, LocaleContextHolder.getLocale());
    }

    /** Every action this application can leave a row for, by title. */
    public List<Title> all() {
        Locale locale = LocaleContextHolder.getLocale();
        return codes().stream().map(code -> new Title(code, of(code, locale))).toList();
    }

    private String of(String code, Locale locale) {
        return messages.getMessage("trail.action." + code, null, code, locale);
    }

    private synchronized List<String> codes() {
        if (codes == null) {
            TreeMap<String, Boolean> found = new TreeMap<>();
            DIRECT.forEach(code -> found.put(code, true));
            for (String name : context.getBeanDefinitionNames()) {
                Class<?> type = context.getType(name, false);
                if (type != null && type.getName().startsWith("io.yihu.")) {
                    MethodIntrospector.selectMethods(
                                    org.springframework.util.ClassUtils.getUserClass(type),
                                    (MethodIntrospector.MetadataLookup<Traced>)
                                            method -> AnnotatedElementUtils.findMergedAnnotation(method, Traced.class))
                            .values()
                            .forEach(traced -> found.put(traced.value(), true));
                }
            }
            codes = List.copyOf(found.keySet());
        }
        return codes;
    }
}
