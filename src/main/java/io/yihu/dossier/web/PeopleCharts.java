package io.yihu.dossier.web;

import io.yihu.dossier.PersonFileQueries.Enterprise;
import io.yihu.dossier.SeeThrough;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Roles over time as bars, and the see-through walk as rings, as the chart script reads them. */
@Component
@RequiredArgsConstructor
class PeopleCharts {
    private static final List<String> TONES = List.of("LEGAL_REP", "FIN_OFFICER", "SHAREHOLDER");
    private static final int MOST_BARS = 80;
    private final MessageSource messages;
    private final JsonMapper json;
    private final YihuClock clock;

    String spans(List<Enterprise> enterprises, Locale locale) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        LocalDate first = enterprises.stream()
                .map(Enterprise::validFrom)
                .filter(day -> day != null)
                .min(LocalDate::compareTo)
                .orElse(today.minusYears(1));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Enterprise role : enterprises) {
            if (rows.size() < MOST_BARS) {
                int tone = TONES.indexOf(role.role());
                String since = role.validFrom() == null ? "—" : role.validFrom().toString();
                String until = role.validTo() == null
                        ? text("dossier.now", locale)
                        : role.validTo().toString();
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("name", role.subjectName());
                row.put("word", text("dossier.role." + role.role(), locale));
                row.put("said", since + " – " + until);
                row.put("tone", tone < 0 ? TONES.size() : tone);
                row.put("from", (role.validFrom() == null ? first : role.validFrom()).toString());
                row.put("to", (role.validTo() == null ? today : role.validTo()).toString());
                row.put("link", role.visible() ? "/subject/" + role.subjectId() : null);
                rows.add(row);
            }
        }
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "spans");
        chart.put("title", text("dossier.spans", locale));
        chart.put("from", first.minusDays(30).toString());
        chart.put("to", today.toString());
        List<String> tones = new ArrayList<>(
                TONES.stream().map(role -> text("dossier.role." + role, locale)).toList());
        tones.add(text("dossier.spans.other", locale));
        chart.put("tones", tones);
        chart.put("rows", rows);
        return json.writeValueAsString(chart);
    }

    /** A node that hides neighbours leads to the same page with it expanded; any other to its file. */
    String graph(SeeThrough walk, String page, Set<String> expanded, Locale locale) {
        Map<String, Object> chart = new LinkedHashMap<>();
        chart.put("kind", "graph");
        chart.put("title", text("dossier.seeThrough", locale));
        chart.put(
                "nodes",
                walk.nodes().stream()
                        .map(node -> node(node, page, expanded, walk, locale))
                        .toList());
        chart.put(
                "edges",
                walk.edges().stream()
                        .map(edge -> Map.of(
                                "from",
                                edge.person(),
                                "to",
                                edge.subject(),
                                "past",
                                !edge.present(),
                                "word",
                                edge.roles().stream()
                                                .map(role -> text("dossier.role." + role, locale))
                                                .collect(Collectors.joining("、"))
                                        + " " + (edge.since() == null ? "—" : edge.since()) + " – "
                                        + (edge.until() == null ? text("dossier.now", locale) : edge.until())))
                        .toList());
        return json.writeValueAsString(chart);
    }

    private Map<String, Object> node(
            SeeThrough.Node node, String page, Set<String> expanded, SeeThrough walk, Locale locale) {
        boolean subject = node.kind().equals("SUBJECT");
        boolean expandable = node.more() > 0
                && !expanded.contains(node.key())
                && walk.nodes().size() < 200;
        Map<String, Object> drawn = new LinkedHashMap<>();
        drawn.put("id", node.key());
        drawn.put("name", node.name());
        drawn.put("kind", node.kind());
        drawn.put("level", node.level());
        drawn.put("depth", node.depth());
        drawn.put("parent", node.parent());
        drawn.put("more", node.more());
        String status = "en".equals(locale.getLanguage()) ? node.statusEn() : node.statusZh();
        drawn.put("hint", subject ? hint(node, status, locale) : text("dossier.seeThrough.person", locale));
        drawn.put("link", expandable ? expandLink(page, walk.depth(), expanded, node.key()) : link(node));
        return drawn;
    }

    private String hint(SeeThrough.Node node, String status, Locale locale) {
        String level = node.level() == null
                ? text(node.visible() ? "dossier.notJudged" : "dossier.elsewhere", locale)
                : text("platform.level." + node.level(), locale);
        return String.join(" · ", node.taxId(), status == null ? "—" : status, level);
    }

    static String link(SeeThrough.Node node) {
        if (node.kind().equals("PERSON")) {
            return node.visible() ? "/person/" + node.id() : null;
        }
        return node.visible() ? "/subject/" + node.id() : null;
    }

    static String expandLink(String page, int depth, Set<String> expanded, String key) {
        Set<String> wider = new LinkedHashSet<>(expanded);
        wider.add(key);
        return page + (page.contains("?") ? "&" : "?") + "depth=" + depth + "&expand=" + String.join(",", wider)
                + "#see-through";
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
