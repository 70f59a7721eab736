package io.yihu.risk;

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
        return findings.ofSubject(subjectId, limit);
    }

    /** A finding with its reasons, or {@code Refusal.notFound()}. */
    public FindingView finding(long id) {
        return findings.byId(id);
    }
}
