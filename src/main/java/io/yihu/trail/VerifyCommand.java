package io.yihu.trail;

import io.yihu.platform.Command;
import io.yihu.platform.YihuClock;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code audit verify}: reads the whole log again; 0 intact, 1 with the first bad row named. */
@Component
@RequiredArgsConstructor
class VerifyCommand implements Command {
    private final TrailVerifier verifier;
    private final VerificationLog log;
    private final YihuClock clock;
    private final JsonMapper json;

    @Override
    public String name() {
        return "audit verify";
    }

    @Override
    public int run(List<String> arguments) {
        VerifyReport report = verifier.verify(rows -> System.err.print("\r" + rows));
        System.err.println();
        log.keep(report, "audit verify", clock.instant());
        System.out.println(json.writeValueAsString(ExportCheckCommand.summary(report)));
        return report.intact() ? 0 : 1;
    }
}
