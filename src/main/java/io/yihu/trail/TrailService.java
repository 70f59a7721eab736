package io.yihu.trail;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Acts upon the log itself; they leave a row like any other. */
@Service
@RequiredArgsConstructor
public class TrailService {
    private static final int SHORTEST_PURPOSE = 2;
    private final TrailQueries queries;
    private final TrailExport export;
    private final Jobs jobs;
    private final JsonMapper json;

    /** Reading other people's rows is itself an act. */
    @Traced(value = "trail.log.read", read = true)
    public Slice<TrailRow> read(TrailFilter filter, String after, int limit) {
        Trail.object("log", "search");
        filter.parts().forEach(Trail::note);
        Slice<TrailRow> slice = queries.search(filter, after, limit);
        Trail.note("rows", slice.rows().size());
        return slice;
    }

    @Traced(value = "trail.row.read", read = true)
    public TrailRow open(long id) {
        Trail.object("action", id);
        return queries.byId(id);
    }

    /** Starts a check of the whole log as a job. */
    @Traced("trail.log.verify")
    public long verify(String title) {
        Trail.object("log", "verify");
        return jobs.start(
                VerifyJob.KIND,
                title,
                json.writeValueAsString(Map.of("actor", CurrentActor.get().login())));
    }

    /** Writes sealed segments with their proofs into a zip; whoever takes rows out says what for. */
    @Traced(value = "trail.log.export", read = true)
    public void exportZip(String purpose, long from, long until, OutputStream out) {
        ZipOutputStream zip = new ZipOutputStream(out);
        written(purpose, from, until, name -> {
            zip.putNextEntry(new ZipEntry(name));
            return new FilterOutputStream(zip) {
                @Override
                public void write(byte[] bytes, int at, int length) throws IOException {
                    out.write(bytes, at, length);
                }

                @Override
                public void close() throws IOException {
                    zip.closeEntry();
                }
            };
        });
        try {
            zip.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same into parts of the caller's. */
    @Traced(value = "trail.log.export", read = true)
    TrailExport.Head export(String purpose, long from, long until, TrailExport.Parts parts) {
        return written(purpose, from, until, parts);
    }

    private TrailExport.Head written(String purpose, long from, long until, TrailExport.Parts parts) {
        if (purpose.strip().length() < SHORTEST_PURPOSE) {
            throw Refusal.invalid("trail.export.purpose.missing");
        }
        Trail.object("log", "export");
        Trail.note("purpose", purpose.strip());
        TrailExport.Head head = export.write(from, until, parts);
        Trail.note("first", head.first());
        Trail.note("rows", head.size() - head.first());
        return head;
    }
}
