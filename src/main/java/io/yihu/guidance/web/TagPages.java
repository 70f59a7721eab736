package io.yihu.guidance.web;

import io.yihu.guidance.TagQueries;
import io.yihu.guidance.Tags;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Classes and grades: how many taxpayers carry which tag at which level, and which tags changed lately. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN})
class TagPages {
    private static final int CHANGES = 60;
    private final Tags tags;
    private final TagQueries queries;
    private final MessageSource messages;

    @GetMapping("/guidance/tags")
    String tags(Model model, Locale locale) {
        List<TagQueries.Count> counts = queries.counts();
        Map<String, List<TagQueries.Count>> byTag = counts.stream()
                .collect(Collectors.groupingBy(TagQueries.Count::tag, LinkedHashMap::new, Collectors.toList()));
        List<TagQueries.Change> changes = queries.changes(CHANGES);
        Map<String, String> names = queries.names();
        Map<String, String> words = new LinkedHashMap<>();
        counts.forEach(
                each -> words.put(each.tag() + " " + each.value(), word(each.tag(), each.value(), names, locale)));
        changes.forEach(each -> {
            words.put(each.tag() + " " + each.before(), word(each.tag(), each.before(), names, locale));
            words.put(each.tag() + " " + each.after(), word(each.tag(), each.after(), names, locale));
        });
        Map<String, String> titles = new LinkedHashMap<>();
        tags.all().forEach(rule -> titles.put(rule.code(), rule.title(locale)));
        titles.put("RISK", messages.getMessage("guidance.level", null, locale));
        model.addAttribute("byTag", byTag);
        model.addAttribute("changes", changes);
        model.addAttribute("words", words);
        model.addAttribute("titles", titles);
        return "guidance/tags";
    }

    private String word(String tag, String value, Map<String, String> names, Locale locale) {
        return names.getOrDefault(
                tag + " " + value, messages.getMessage("guidance.tag." + tag + "." + value, null, value, locale));
    }
}
