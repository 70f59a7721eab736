package io.yihu.guidance.web;

import io.yihu.guidance.DemandQueries;
import io.yihu.guidance.DemandService;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** The express line as officers see it: questions, deadlines, answers, and which topics are sore. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR})
class DemandPages {
    private static final int PAGE = 50;
    private final DemandQueries queries;
    private final DemandService service;
    private final Answers answers;
    private final MessageSource messages;
    private final JsonMapper json;
    private final YihuClock clock;

    @GetMapping("/guidance/demands")
    String list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String topic,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) Long after,
            Model model,
            Locale locale) {
        List<DemandQueries.Row> rows = queries.list(state, topic, q, after, PAGE + 1);
        boolean more = rows.size() > PAGE;
        List<DemandQueries.Row> shown = more ? rows.subList(0, PAGE) : rows;
        List<DemandQueries.Topic> topics = queries.topics();
        model.addAttribute("rows", shown);
        model.addAttribute("topics", topics);
        model.addAttribute("topicCodes", DemandQueries.topicCodes());
        model.addAttribute("state", state);
        model.addAttribute("topic", topic);
        model.addAttribute("q", q);
        model.addAttribute("instant", clock.instant());
        model.addAttribute("chart", topics.isEmpty() ? null : chart(topics, locale));
        model.addAttribute(
                "next",
                more
                        ? UriComponentsBuilder.fromPath("/guidance/demands")
                                .queryParam("state", state)
                                .queryParam("topic", topic)
                                .queryParam("q", q)
                                .queryParam("after", shown.get(PAGE - 1).id())
                                .build()
                                .encode()
                                .toUriString()
                        : null);
        return "guidance/demands";
    }

    private String chart(List<DemandQueries.Topic> topics, Locale locale) {
        String unit = messages.getMessage("guidance.demands.unit", null, locale);
        return json.writeValueAsString(Map.of(
                "kind",
                "bar",
                "whole",
                true,
                "unit",
                unit,
                "yName",
                unit,
                "xName",
                messages.getMessage("guidance.topic", null, locale),
                "x",
                topics.stream()
                        .map(each -> messages.getMessage("guidance.topic." + each.topic(), null, locale))
                        .toList(),
                "series",
                List.of(Map.of(
                        "name", messages.getMessage("guidance.demands.count", null, locale),
                        "values",
                                topics.stream().map(DemandQueries.Topic::count).toList()))));
    }

    @GetMapping("/guidance/demands/{id}")
    String one(@PathVariable long id, Model model) {
        model.addAttribute("demand", queries.find(id).orElseThrow(Refusal::notFound));
        model.addAttribute("messages", queries.messages(id));
        model.addAttribute("instant", clock.instant());
        return "guidance/demand";
    }

    @PostMapping("/guidance/demands/{id}/answer")
    String answer(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String text,
            RedirectAttributes flash,
            Locale locale) {
        flash.addFlashAttribute("typed", text);
        return answers.of(
                "/guidance/demands/" + id, () -> service.answer(id, text), "guidance.done.answer", flash, locale);
    }

    @PostMapping("/guidance/demands")
    String record(
            @RequestParam(defaultValue = "") String taxId,
            @RequestParam(defaultValue = "") String topic,
            @RequestParam(defaultValue = "PHONE") String origin,
            @RequestParam(defaultValue = "") String text,
            RedirectAttributes flash,
            Locale locale) {
        return answers.of(
                "/guidance/demands",
                () -> service.record(taxId, topic, origin, text),
                "guidance.done.record",
                flash,
                locale);
    }
}
