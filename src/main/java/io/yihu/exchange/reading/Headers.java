package io.yihu.exchange.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first record as column names. */
final class Headers {
    static final int MOST_COLUMNS = 2_000;

    private Headers() {}

    static List<String> of(String[] cells) {
        if (cells.length > MOST_COLUMNS) {
            throw new FileRefused("too_many_columns", cells.length, MOST_COLUMNS);
        }
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String cell : cells) {
            String name = cell == null ? "" : cell.strip();
            if (name.indexOf('\0') >= 0) {
                throw new FileRefused("not_a_table");
            }
            if (name.length() > 200) {
                throw new FileRefused("header_too_long", names.size() + 1);
            }
            if (!name.isEmpty() && !seen.add(name)) {
                throw new FileRefused("duplicate_header", name);
            }
            names.add(name);
        }
        while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
            names.remove(names.size() - 1);
        }
        if (names.isEmpty()) {
            throw new FileRefused("no_header");
        }
        return List.copyOf(names);
    }
}
