package io.yihu.exchange.mapping;

import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.reading.FileRefused;
import io.yihu.exchange.reading.SourceRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A definition fitted to the header of one file: what is in which cell is known before the first row is read. */
public final class RowPlan {
    private final List<Part> parts;
    private final List<String> unknownColumns;
    private final int width;

    private RowPlan(List<Part> parts, List<String> unknownColumns, int width) {
        this.parts = parts;
        this.unknownColumns = unknownColumns;
        this.width = width;
    }

    /** One canonical feed with its cells in the order of its columns. */
    public record Part(FeedSchema schema, FeedDefinition.Target target, List<PlannedCell> cells, int[] whereColumns) {
        /** True when the record belongs to this feed. */
        public boolean takes(SourceRow row) {
            for (int i = 0; i < whereColumns.length; i++) {
                String word = row.cell(whereColumns[i]);
                if (!target.where().get(i).holds(word == null ? null : word.strip())) {
                    return false;
                }
            }
            return true;
        }
    }

    public static RowPlan of(List<String> header, FeedDefinition definition, Function<String, FeedSchema> schemas) {
        Set<String> missing = new LinkedHashSet<>();
        Set<String> used = new LinkedHashSet<>();
        List<Part> parts = new ArrayList<>();
        for (FeedDefinition.Target target : definition.targets()) {
            FeedSchema schema = schemas.apply(target.feed());
            Set<String> strangers = new LinkedHashSet<>(target.columns().keySet());
            schema.columns().forEach(column -> strangers.remove(column.name()));
            if (!strangers.isEmpty()) {
                throw new FileRefused("definition_column", target.feed(), String.join(" ", strangers));
            }
            List<PlannedCell> cells = new ArrayList<>();
            for (FeedColumn column : schema.columns()) {
                cells.add(cell(column, target.columns().get(column.name()), header, definition, missing, used));
            }
            int[] where = target.where().stream()
                    .mapToInt(condition -> index(condition.column(), header, missing, used))
                    .toArray();
            parts.add(new Part(schema, target, List.copyOf(cells), where));
        }
        if (!missing.isEmpty()) {
            throw new FileRefused("missing_columns", String.join("、", missing), String.join("、", header));
        }
        List<String> unknown = header.stream()
                .filter(name -> !name.isEmpty() && !used.contains(name))
                .toList();
        return new RowPlan(
                parts.stream().map(part -> withRest(part, header, unknown)).toList(),
                unread(parts, unknown),
                header.size());
    }

    /** A feed that keeps everything gets what no other column reads. */
    private static Part withRest(Part part, List<String> header, List<String> unknown) {
        return new Part(
                part.schema(),
                part.target(),
                part.cells().stream()
                        .map(cell -> cell.column().type() == FeedColumn.Type.REST
                                ? PlannedCell.rest(
                                        cell.column(),
                                        unknown,
                                        unknown.stream()
                                                .mapToInt(header::indexOf)
                                                .toArray())
                                : cell)
                        .toList(),
                part.whereColumns());
    }

    private static List<String> unread(List<Part> parts, List<String> unknown) {
        boolean kept = parts.stream()
                .flatMap(part -> part.cells().stream())
                .anyMatch(cell -> cell.column().type() == FeedColumn.Type.REST);
        return kept ? List.of() : unknown;
    }

    private static PlannedCell cell(
            FeedColumn column,
            ColumnRule rule,
            List<String> header,
            FeedDefinition definition,
            Set<String> missing,
            Set<String> used) {
        if (rule == null || column.type() == FeedColumn.Type.REST) {
            if (column.required()) {
                missing.add(column.name());
            }
            return PlannedCell.absent(column);
        }
        if (definition.canonical() && !column.required() && !header.contains(column.name())) {
            return PlannedCell.absent(column);
        }
        int[] indexes = rule.pieces().stream()
                .mapToInt(piece -> piece.column() == null ? -1 : index(piece.column(), header, missing, used))
                .toArray();
        return new PlannedCell(column, rule, indexes);
    }

    private static int index(String name, List<String> header, Set<String> missing, Set<String> used) {
        int index = header.indexOf(name);
        if (index < 0) {
            missing.add(name);
        }
        used.add(name);
        return index;
    }

    public List<Part> parts() {
        return parts;
    }

    /** Columns of the file that nothing reads: reported, not fatal. */
    public List<String> unknownColumns() {
        return unknownColumns;
    }

    /** Rejects a record that has another number of cells than the header; empty cells beyond it are nothing. */
    public boolean fits(SourceRow row, RowReport report) {
        int count = row.cells().length;
        boolean workbook = row.kinds() != null;
        while (count > width && (row.cells()[count - 1] == null || row.cells()[count - 1].isBlank())) {
            count--;
        }
        if (count == width || workbook && count < width) {
            return true;
        }
        report.reject(null, String.join(",", firstCells(row)), "ragged", width, count);
        return false;
    }

    private static List<String> firstCells(SourceRow row) {
        List<String> first = new ArrayList<>();
        for (int i = 0; i < Math.min(10, row.cells().length); i++) {
            String cell = row.cells()[i];
            first.add(cell == null ? "" : cell.substring(0, Math.min(40, cell.length())));
        }
        return first;
    }
}
