package io.yihu.performance;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Parameters of indicators change by trial and two persons, for the whole country at once and from a month on. */
@Service
@RequiredArgsConstructor
public class DefinitionService {
    private static final int SHORTEST_REASON = 8;
    private static final Set<String> KINDS = Set.of("SF1", "SF2", "SF3", "SF4", "SF5");
    private final IndicatorBook book;
    private final Trial trial;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final YihuClock clock;

    /** What somebody wants an indicator to be from {@code validFrom} on. */
    public record Proposal(
            String code,
            String function,
            double first,
            double second,
            double weight,
            LocalDate validFrom,
            String reason) {}

    /** Tries the parameters on the last full month and, when nothing speaks against them, lays them before another person. */
    @Traced("performance.definition.propose")
    public long propose(Proposal wanted) {
        if (wanted.reason() == null || wanted.reason().strip().length() < SHORTEST_REASON) {
            throw Refusal.invalid("performance.definition.reason", SHORTEST_REASON);
        }
        if (!KINDS.contains(wanted.function())) {
            throw Refusal.invalid("performance.trial.parameters");
        }
        LocalDate current =
                LocalDate.ofInstant(clock.instant(), YihuClock.CHINA).withDayOfMonth(1);
        if (wanted.validFrom().getDayOfMonth() != 1 || wanted.validFrom().isBefore(current)) {
            throw Refusal.invalid("performance.definition.past");
        }
        PerformanceIndicator delivered = book.byCode(wanted.code());
        int version = jdbc.sql(
                        "select coalesce(max(version), 1) + 1 from performance.definition_version where code = ?")
                .param(wanted.code())
                .query(Integer.class)
                .single();
        LocalDate month = current.minusMonths(1);
        Trial.Spread spread = trial.run(
                delivered.with(
                        version,
                        wanted.function(),
                        ScoreFunction.of(wanted.function(), wanted.first(), wanted.second()),
                        wanted.weight()),
                month,
                clock.instant());
        Trail.object("indicator", wanted.code());
        Trail.note("version", version);
        Trail.note("reason", wanted.reason().strip());
        return keep(wanted, version, month, spread);
    }

    private long keep(Proposal wanted, int version, LocalDate month, Trial.Spread spread) {
        Actor actor = CurrentActor.get();
        try {
            return jdbc.sql("""
                            insert into performance.definition_version (code, version, function, first, second, weight, valid_from, reason, state,
                              trial_period, trial, proposed_by, proposed_name, proposed_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, 'TRIED', ?, ?::jsonb, ?, ?, ?) returning id""")
                    .params(Arrays.asList(
                            wanted.code(),
                            version,
                            wanted.function(),
                            wanted.first(),
                            wanted.second(),
                            wanted.weight(),
                            wanted.validFrom(),
                            wanted.reason().strip(),
                            month,
                            json.writeValueAsString(spread),
                            actor.login(),
                            actor.name(),
                            now()))
                    .query(Long.class)
                    .single();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("performance.definition.pending");
        }
    }

    /** Another person agrees or not; only then it counts. */
    @Traced("performance.definition.decide")
    public String decide(long id, boolean agreed) {
        Actor actor = CurrentActor.get();
        DefinitionOf found = jdbc.sql(
                        "select code, proposed_by from performance.definition_version where id = ? and state = 'TRIED' for update")
                .param(id)
                .query(DefinitionOf.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        if (found.proposedBy().equals(actor.login())) {
            throw Refusal.conflict("performance.definition.own");
        }
        Trail.object("indicator", found.code());
        Trail.note("agreed", agreed);
        jdbc.sql(
                        "update performance.definition_version set state = ?, decided_by = ?, decided_name = ?, decided_at = ? where id = ?")
                .params(agreed ? "ENABLED" : "REJECTED", actor.login(), actor.name(), now(), id)
                .update();
        return found.code();
    }

    private record DefinitionOf(String code, String proposedBy) {}

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
