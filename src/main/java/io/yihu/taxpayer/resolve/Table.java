package io.yihu.taxpayer.resolve;

import io.yihu.exchange.RecordFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file held column by column, empty cells null. */
record Table(int rows, Map<String, String[]> columns) {
    static Table read(Path file, ResolveDefinition.Format format) {
        List<String[]> rows = new ArrayList<>();
        List<String> header = RecordFile.read(
                file, format.charset(), format.separator(), format.sheet(), (line, cells) -> rows.add(cells));
        Map<String, String[]> columns = new LinkedHashMap<>();
        for (int c = 0; c < header.size(); c++) {
            String[] values = new String[rows.size()];
            for (int r = 0; r < values.length; r++) {
                values[r] = rows.get(r)[c];
            }
            columns.put(header.get(c), values);
        }
        return new Table(rows.size(), columns);
    }

    /** Values of several columns joined by a blank, null where all are missing. */
    String[] joined(List<String> names) {
        if (names.size() == 1) {
            return columns.get(names.get(0));
        }
        String[] joined = new String[rows];
        for (int r = 0; r < rows; r++) {
            StringBuilder text = new StringBuilder();
            for (String name : names) {
                String cell = columns.get(name)[r];
                if (cell != null) {
                    text.append(text.isEmpty() ? "" : " ").append(cell);
                }
            }
            joined[r] = text.isEmpty() ? null : text.toString();
        }
        return joined;
    }
}
