package io.yihu.exchange.staging;

import io.yihu.exchange.CopyBuffer;
import io.yihu.exchange.mapping.BadCell;
import io.yihu.exchange.mapping.PlannedCell;
import io.yihu.exchange.mapping.RowPlan;
import io.yihu.exchange.mapping.RowReport;
import io.yihu.exchange.reading.SourceRow;
import java.util.ArrayList;
import java.util.List;

/** Turns records into chunks: maps, types, validates; knows no database. */
final class ChunkBuilder {
    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_ROWS = 50_000;
    private static final int MOST_FOUND = 2_000;
    private static final int MOST_CELLS = 200;
    private final RowPlan plan;
    private final List<List<CellWriter>> writers;
    private final List<DerivedValues> derivations;
    private final RowReport report = new RowReport();
    private List<CopyBuffer> buffers;
    private List<Chunk.Found> found;
    private long rowsRead;
    private int rows;
    private long rejected;
    private long filtered;

    ChunkBuilder(RowPlan plan, long rowsAlreadyRead) {
        this.plan = plan;
        this.rowsRead = rowsAlreadyRead;
        this.writers = plan.parts().stream()
                .map(part -> part.cells().stream()
                        .map(cell -> new CellWriter(cell.column()))
                        .toList())
                .toList();
        this.derivations = plan.parts().stream()
                .map(part -> new DerivedValues(part.schema()))
                .toList();
        fresh();
    }

    private void fresh() {
        buffers = new ArrayList<>();
        plan.parts().forEach(part -> buffers.add(new CopyBuffer(1 << 16)));
        found = new ArrayList<>();
        rows = 0;
        rejected = 0;
        filtered = 0;
    }

    void add(SourceRow row) {
        rowsRead++;
        rows++;
        report.start(row.line(), null);
        if (!plan.fits(row, report)) {
            rejected++;
            keep(row);
            return;
        }
        boolean taken = false;
        boolean bad = false;
        for (int p = 0; p < buffers.size(); p++) {
            RowPlan.Part part = plan.parts().get(p);
            if (part.takes(row)) {
                taken = true;
                bad |= !write(row, p, buffers.get(p));
            }
        }
        rejected += bad ? 1 : 0;
        filtered += taken ? 0 : 1;
    }

    private boolean write(SourceRow row, int p, CopyBuffer out) {
        RowPlan.Part part = plan.parts().get(p);
        List<CellWriter> cellWriters = writers.get(p);
        report.start(row.line(), part.schema().feed());
        int mark = out.mark();
        DerivedValues derived = derivations.get(p);
        out.startRow(cellWriters.size() + derived.size() + 1);
        for (int c = 0; c < cellWriters.size(); c++) {
            PlannedCell cell = part.cells().get(c);
            int before = report.found().size();
            String value = cell.value(row, report);
            if (value == null && report.found().size() > before && report.rejected()) {
                out.putNull();
            } else {
                cellWriters.get(c).write(value, cell.shown(), out, report);
                derived.take(c, value);
            }
        }
        derived.write(out);
        out.putLong(row.line());
        boolean good = !report.rejected();
        if (good) {
            out.endRow();
        } else {
            out.reset(mark);
        }
        keep(row);
        return good;
    }

    private void keep(SourceRow row) {
        if (!report.found().isEmpty()) {
            String[] cells = shortened(row);
            for (BadCell cell : report.found()) {
                found.add(new Chunk.Found(cell, cells));
            }
        }
    }

    private static String[] shortened(SourceRow row) {
        String[] cells = new String[Math.min(MOST_CELLS, row.cells().length)];
        for (int i = 0; i < cells.length; i++) {
            String cell = row.cells()[i];
            cells[i] = cell == null
                    ? null
                    : cell.substring(0, Math.min(1_000, cell.length())).replace('\0', '␀');
        }
        return cells;
    }

    boolean full() {
        return rows >= MOST_ROWS
                || found.size() >= MOST_FOUND
                || buffers.stream().mapToInt(CopyBuffer::size).sum() >= MOST_BYTES;
    }

    Chunk take() {
        buffers.forEach(CopyBuffer::end);
        Chunk chunk = new Chunk(rowsRead, buffers, found, rejected, filtered);
        fresh();
        return chunk;
    }

    boolean isEmpty() {
        return rows == 0;
    }
}
