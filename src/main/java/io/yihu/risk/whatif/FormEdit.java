package io.yihu.risk.whatif;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorText;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The buttons of the editor that add and remove lines, overrides, rules and rows; works without JavaScript. */
@Component
@RequiredArgsConstructor
public class FormEdit {
    private final Definitions definitions;
    private final IndicatorText text;

    /**
     * @param action {@code addLine}, {@code removeLine.3}, {@code addOverride.3}, {@code removeOverride.3.0}, {@code addRule},
     *     {@code removeRule.0}, {@code addRow.0}, {@code removeRow.0.2}
     * @return false for an action that is none of these
     */
    public boolean apply(ModelForm form, String action, Map<String, String[]> sent) {
        String[] words = action.split("\\.");
        int first = words.length > 1 ? number(words[1]) : -1;
        int second = words.length > 2 ? number(words[2]) : -1;
        switch (words[0]) {
            case "addLine" -> addLine(form, one(sent, "newLine"));
            case "removeLine" -> remove(form.lines(), first);
            case "addOverride" -> {
                if (has(form.lines(), first)) {
                    form.lines().get(first).overrides().add(new LinkedHashMap<>());
                }
            }
            case "removeOverride" -> {
                if (has(form.lines(), first)) {
                    remove(form.lines().get(first).overrides(), second);
                }
            }
            case "addRule" -> addRule(form);
            case "removeRule" -> remove(form.rules(), first);
            case "addRow" -> {
                if (has(form.rules(), first)) {
                    addRow(
                            form.rules().get(first).rows(),
                            one(sent, "r." + first + ".newKind"),
                            number(one(sent, "r." + first + ".newUnder")));
                }
            }
            case "removeRow" -> {
                if (has(form.rules(), first)) {
                    removeRow(form.rules().get(first).rows(), second);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void addLine(ModelForm form, String code) {
        boolean there =
                form.lines().stream().anyMatch(line -> code.equals(line.f().get("code")));
        if (!there) {
            int at = (int) form.lines().stream()
                    .filter(line -> line.f().getOrDefault("code", "").compareTo(code) < 0)
                    .count();
            definitions.indicator(code).ifPresent(i -> form.lines().add(at, ModelForm.line(Models.line(i), text)));
        }
    }

    private static void addRule(ModelForm form) {
        Map<String, String> f = new LinkedHashMap<>();
        f.put("name", "新规则" + (form.rules().size() + 1));
        f.put("effect", ModelSpec.Effect.POINTS.name());
        f.put("amount", "5");
        List<Map<String, String>> rows = new ArrayList<>();
        rows.add(ModelForm.row(0, "ALL", null, null, null, null));
        rows.add(ModelForm.row(1, "COMPARE", null, "GT", null, null));
        form.rules().add(new ModelForm.FormRule(f, rows));
    }

    /** As the last thing a group holds; a new group comes with a first row. */
    private static void addRow(List<Map<String, String>> rows, String kind, int under) {
        int at = rows.size();
        int depth = 0;
        if (has(rows, under)) {
            depth = depth(rows.get(under)) + 1;
            at = under + 1;
            while (at < rows.size() && depth(rows.get(at)) >= depth) {
                at++;
            }
        }
        rows.add(at, ModelForm.row(depth, kind.isEmpty() ? "COMPARE" : kind, null, "GT", null, null));
        if (kind.matches("ALL|ANY|NOT")) {
            rows.add(at + 1, ModelForm.row(depth + 1, "COMPARE", null, "GT", null, null));
        }
    }

    /** A group goes with everything it holds. */
    private static void removeRow(List<Map<String, String>> rows, int at) {
        if (has(rows, at)) {
            int depth = depth(rows.remove(at));
            while (at < rows.size() && depth(rows.get(at)) > depth) {
                rows.remove(at);
            }
        }
    }

    private static int depth(Map<String, String> row) {
        return number(row.getOrDefault("depth", "0"));
    }

    private static String one(Map<String, String[]> sent, String name) {
        String[] values = sent.get(name);
        return values == null || values.length == 0 ? "" : values[0];
    }

    private static int number(String text) {
        return text.matches("\\d{1,4}") ? Integer.parseInt(text) : -1;
    }

    private static boolean has(List<?> list, int at) {
        return at >= 0 && at < list.size();
    }

    private static void remove(List<?> list, int at) {
        if (has(list, at)) {
            list.remove(at);
        }
    }
}
