package io.yihu.exchange.connector;

import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Asks a connector for what changed, and lets a data set begin anew. */
@Service
@RequiredArgsConstructor
public class ConnectorService {
    private final Connectors connectors;
    private final ConnectorPull pulls;
    private final ConnectorMarks marks;
    private final Jobs jobs;

    /**
     * Starts the work in the background, one at a time.
     *
     * @param code of a connector, a star for all that are set up
     */
    @Traced("exchange.connector.pull")
    public long pull(String code) {
        Trail.object("connector", code);
        List<Connector> asked = code.equals(ConnectorPull.ALL) ? connectors.all() : List.of(connectors.require(code));
        if (asked.stream().allMatch(connector -> pulls.way(connector).isEmpty())) {
            throw Refusal.conflict("exchange.connector.none");
        }
        if (jobs.open(ConnectorPull.KIND).isPresent()) {
            throw Refusal.conflict("exchange.connector.running");
        }
        String title = asked.stream().map(Connector::titleZh).collect(Collectors.joining("、"));
        return jobs.start(ConnectorPull.KIND, title, "\"" + code + "\"");
    }

    /** Forgets how far a data set was taken: all of it comes again, rows that are there already change nothing. */
    @Traced("exchange.connector.rewind")
    public void rewind(String code, String set, String reason) {
        Connector connector = connectors.require(code);
        Trail.object("connector", code);
        Trail.note("set", set);
        if (reason == null || reason.isBlank() || reason.length() > 500) {
            throw Refusal.invalid("exchange.connector.reason");
        }
        Trail.note("reason", reason.strip());
        if (marks.forget(connector, set) == 0) {
            throw Refusal.conflict("exchange.connector.noMarkYet");
        }
    }
}
