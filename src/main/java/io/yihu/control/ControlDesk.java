package io.yihu.control;

import io.yihu.control.finding.ControlFindingService;
import io.yihu.control.finding.SupervisionService;
import io.yihu.control.gate.ActService;
import io.yihu.control.scan.ScanService;
import java.math.BigDecimal;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** What other modules may have done by control: acts of other systems, supervision, answers to findings, a scan now. */
@Component
@RequiredArgsConstructor
public class ControlDesk {
    private final ActService acts;
    private final SupervisionService supervision;
    private final ControlFindingService findings;
    private final ScanService scans;

    /** A step of another system, as the actor of this thread; refused where a control says so. */
    public void perform(String kind, long subjectId, BigDecimal amount, String reference, String note) {
        acts.perform(kind, subjectId, amount, null, null, reference, note);
    }

    /** @param kind URGE LISTED RETURN */
    public long supervise(long taskId, String kind, String text) {
        return supervision.issue(taskId, kind, text);
    }

    public void answer(long orderId, String text) {
        supervision.answer(orderId, text);
    }

    public void explain(long findingId, String text) {
        findings.explain(findingId, text);
    }

    public void judge(long findingId, boolean demand, String note) {
        findings.judge(findingId, demand, note);
    }

    public void rectify(long findingId, String measure) {
        findings.rectify(findingId, measure);
    }

    public void close(long findingId, String note) {
        findings.close(findingId, true, note);
    }

    /** Scans as of now; returns how many findings are new. */
    public long scan() {
        return scans.scan("DEMAND").findings();
    }
}
