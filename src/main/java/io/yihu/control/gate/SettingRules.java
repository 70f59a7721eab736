package io.yihu.control.gate;

import io.yihu.control.scan.ScanBook;
import io.yihu.control.scan.ScanIndicator;
import io.yihu.platform.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Which levels and parameters a control or a scan indicator may be given. */
@Component
@RequiredArgsConstructor
public class SettingRules {
    private static final List<String> LEVELS_OF_POINTS = List.of("BLOCK", "WARN");
    private static final List<String> LEVELS_OF_FINDINGS = List.of("HIGH", "MEDIUM", "LOW");
    private static final Set<String> SHARES = Set.of("over", "high", "gap");
    private final ControlBook book;
    private final ScanBook scans;

    /** Refuses what could not be proposed. */
    public void check(String code, String level, Map<String, BigDecimal> parameters) {
        boolean scan = code.startsWith("IC-");
        List<String> levels = scan ? LEVELS_OF_FINDINGS : LEVELS_OF_POINTS;
        Map<String, BigDecimal> known = scan
                ? scans.byCode(code).threshold().parameters()
                : book.byCode(code).parameters();
        if (!levels.contains(level)) {
            throw Refusal.invalid(scan ? "control.refused.findingLevel" : "control.refused.level");
        }
        parameters.forEach((name, value) -> {
            if (!known.containsKey(name) || value == null || value.signum() < 0) {
                throw Refusal.invalid("control.refused.parameter", name);
            }
        });
        if (scan) {
            thresholds(scans.byCode(code), parameters);
        }
    }

    /** Shares lie between nought and one, counts begin at one, and what makes a finding high lies above what makes one. */
    private static void thresholds(ScanIndicator indicator, Map<String, BigDecimal> parameters) {
        parameters.forEach((name, value) -> {
            boolean wrong = SHARES.contains(name)
                    ? value.compareTo(BigDecimal.ONE) > 0
                    : value.compareTo(BigDecimal.ONE) < 0
                            || value.stripTrailingZeros().scale() > 0;
            if (wrong) {
                throw Refusal.invalid("control.refused.threshold");
            }
        });
        ScanIndicator.Threshold then =
                indicator.with(indicator.level(), parameters).threshold();
        if (then.high() != null && then.high() < then.over()) {
            throw Refusal.invalid("control.refused.highBelow");
        }
    }
}
