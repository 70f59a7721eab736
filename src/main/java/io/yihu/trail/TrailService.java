package io.yihu.trail;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Slice;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Acts upon the log itself; they leave a row like any other. */
@Service
@RequiredArgsConstructor
public class TrailService {
    private final TrailQueries queries;
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
}
