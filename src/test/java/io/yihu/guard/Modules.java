package io.yihu.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The bands of the house as one table: who may use whom. Modules appear in the code when they have content. */
final class Modules {
    private static final String[][] TABLE = {
        // module        may use
        {"platform", ""},
        {"trail", "platform"},
        {"exchange", "platform trail"},
        {"indicator", "platform trail"},
        {"organization", "GROUND"},
        {"taxpayer", "GROUND organization"},
        {"invoice", "GROUND organization taxpayer"},
        {"grid", "GROUND REGISTERS"},
        {"task", "GROUND REGISTERS grid"},
        {"risk", "GROUND REGISTERS WORK"},
        {"network", "GROUND REGISTERS WORK"},
        {"sampling", "GROUND REGISTERS WORK"},
        {"guidance", "GROUND REGISTERS WORK"},
        {"control", "GROUND REGISTERS WORK"},
        {"performance", "GROUND REGISTERS WORK control"},
        {"quality", "GROUND REGISTERS WORK"},
        {"dossier", "GROUND REGISTERS WORK JUDGEMENT"},
        {"workbench", "GROUND REGISTERS WORK JUDGEMENT"},
        {"demo", "GROUND REGISTERS WORK JUDGEMENT"},
    };
    private static final Map<String, String> BANDS = Map.of(
            "GROUND", "platform trail exchange indicator",
            "REGISTERS", "organization taxpayer invoice",
            "WORK", "grid task",
            "JUDGEMENT", "risk network sampling guidance control performance quality");

    private Modules() {}

    static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new LinkedHashMap<>();
        for (String[] row : TABLE) {
            Set<String> uses = new TreeSet<>();
            for (String word : row[1].split(" ")) {
                uses.addAll(List.of(BANDS.getOrDefault(word, word).split(" ")));
            }
            uses.remove("");
            allowed.put(row[0], uses);
        }
        return allowed;
    }

    static List<String> names() {
        return new ArrayList<>(allowed().keySet());
    }
}
