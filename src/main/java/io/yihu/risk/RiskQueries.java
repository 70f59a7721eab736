package io.yihu.risk;

import io.yihu.platform.Slice;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** What other modules' pages show of risk. */
@Component
@RequiredArgsConstructor
public class RiskQueries {
    private final FindingQueries findings;

    /** Newest findings of a subject, inside the scope of whoever asks. */
    public List<FindingRow> findings(long subjectId, int limit) {
        return findings.ofSubject(subjectId, null, limit).rows();
    }

    /** The same page by page; {@code after} is the {@code next} of the page before. */
    public Slice<FindingRow> findings(long subjectId, String after, int limit) {
        return findings.ofSubject(subjectId, after, limit);
    }

    /** A finding with its reasons, or {@code Refusal.notFound()}. */
    public FindingView finding(long id) {
        return findings.byId(id);
    }
}
