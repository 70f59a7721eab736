package io.yihu.dossier.space;

import io.yihu.dossier.SubjectFileService;
import io.yihu.invoice.Trace;
import io.yihu.invoice.TraceQueries;
import io.yihu.invoice.TraceQuestion;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Opens chains and dealings; each opening is a read of sensitive data and leaves a row. */
@Service
@RequiredArgsConstructor
public class SpaceService {
    private final SubjectFileService files;
    private final TraceQueries traces;
    private final TraceNames names;

    /** A trace from a taxpayer whose file the actor may open; those on the way are named, whoever manages them. */
    @Traced(value = "dossier.trace.view", read = true)
    public Trace trace(TraceQuestion question) {
        files.open(question.subjectId(), "trace");
        Trail.object("subject", question.subjectId());
        Trail.subject(question.subjectId());
        Trail.note("direction", question.direction().name());
        Trail.note("hops", question.hops());
        return traces.trace(question);
    }

    /** Both parties of an edge, when the actor may open one of them. */
    @Traced(value = "dossier.dealing.view", read = true)
    public Map<Long, TraceNames.Name> openDealing(long seller, long buyer) {
        Map<Long, TraceNames.Name> both = names.of(java.util.List.of(seller, buyer));
        if (both.size() < 2 || both.values().stream().noneMatch(TraceNames.Name::visible)) {
            throw Refusal.notFound();
        }
        Trail.object("subject", seller);
        Trail.subject(both.get(seller).visible() ? seller : buyer);
        Trail.note("seller", seller);
        Trail.note("buyer", buyer);
        return both;
    }
}
