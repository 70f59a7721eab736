package io.yihu.exchange.staging;

import io.yihu.exchange.CopyBuffer;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.mapping.BadCell;
import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.exchange.mapping.PlannedCell;
import io.yihu.exchange.mapping.RowPlan;
import io.yihu.exchange.mapping.RowReport;
import io.yihu.exchange.reading.RowSource;
import io.yihu.exchange.reading.SourceFile;
import io.yihu.exchange.reading.SourceRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The first records of a file as a definition reads them; nothing is stored. */
public final class PreviewRows {
    private PreviewRows() {}

    /** What a person sees before anything starts. */
    public record Preview(List<String> header, List<String> unknownColumns, List<List<String>> raw, List<Part> parts) {}

    /** One canonical feed of the preview. */
    public record Part(String feed, List<Column> columns, List<Line> lines) {}

    /** A canonical column and the sender's columns it comes from; {@code from} is null for a fixed value. */
    public record Column(String name, String from, boolean required) {}

    /** One record as it would be loaded; {@code taken} is false where a condition leaves it out. */
    public record Line(long line, boolean taken, List<String> values, List<BadCell> problems) {}

    public static Preview read(Path file, FeedDefinition definition, Function<String, FeedSchema> schemas, int limit)
            throws IOException {
        try (RowSource source = SourceFile.open(file, definition.options())) {
            RowPlan plan = RowPlan.of(source.header(), definition, schemas);
            List<SourceRow> rows = new ArrayList<>();
            for (SourceRow row = source.next(); row != null; row = source.next()) {
                rows.add(row);
                if (rows.size() == limit) {
                    break;
                }
            }
            return new Preview(
                    source.header(),
                    plan.unknownColumns(),
                    rows.stream().map(PreviewRows::cells).toList(),
                    plan.parts().stream().map(part -> part(plan, part, rows)).toList());
        }
    }

    private static List<String> cells(SourceRow row) {
        return Arrays.stream(row.cells()).limit(60).map(BadCell::shorten).toList();
    }

    private static Part part(RowPlan plan, RowPlan.Part part, List<SourceRow> rows) {
        List<PlannedCell> used =
                part.cells().stream().filter(PlannedCell::planned).toList();
        List<Column> columns = used.stream()
                .map(cell -> new Column(
                        cell.column().name(),
                        cell.fixed() ? null : cell.shown(),
                        cell.column().required()))
                .toList();
        RowReport report = new RowReport();
        List<Line> lines = new ArrayList<>();
        for (SourceRow row : rows) {
            report.start(row.line(), part.schema().feed());
            List<String> values = new ArrayList<>();
            boolean fits = plan.fits(row, report);
            boolean taken = fits && part.takes(row);
            CopyBuffer nowhere = new CopyBuffer(1_024);
            for (PlannedCell cell : taken ? used : List.<PlannedCell>of()) {
                int before = report.found().size();
                String value = cell.value(row, report);
                if (report.found().size() == before) {
                    new CellWriter(cell.column()).write(value, cell.shown(), nowhere, report);
                }
                values.add(BadCell.shorten(value));
            }
            lines.add(new Line(row.line(), taken || !fits, values, List.copyOf(report.found())));
        }
        return new Part(part.schema().feed(), columns, lines);
    }
}
