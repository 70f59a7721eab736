package io.yihu.risk;

import io.yihu.risk.model.DraftService;
import io.yihu.risk.model.GovernanceService;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.Models;
import java.time.LocalDate;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Changes of one line of the national model, by the same way of draft, review and approval as on the page. */
@Component
@RequiredArgsConstructor
public class ModelChanges {
    private final Models models;
    private final DraftService drafts;
    private final GovernanceService governance;

    /** Drafts a change of the live model and sends it to review; null leaves a field as it is. Returns the version. */
    public long propose(String indicator, Double warn, Double high, Double weight, String note, LocalDate goLive) {
        ModelSpec spec = models.spec(models.published());
        ModelSpec.Line line = spec.line(indicator);
        long id = drafts.save(
                Models.TAXPAYER, null, line == null ? spec : spec.with(line.moved(warn, high, weight)), note);
        governance.submit(id, goLive);
        return id;
    }

    public void approve(long versionId, String note) {
        governance.approve(versionId, note);
    }
}
