package io.yihu.performance;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Roles;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Scores as the current actor may see them: own subtree only, few units hidden outside the chain of command. */
@Component
@RequiredArgsConstructor
public class ScoreQueries {
    static final String COLUMNS =
            "indicator, period, scope, scope_id, units, num, den, value, shrunk, score, weight, false as hidden";
    private final JdbcClient jdbc;

    /** Months that have scores, newest first. */
    public List<LocalDate> periods() {
        return jdbc.sql("select period from performance.appraisal order by period desc")
                .query(LocalDate.class)
                .list();
    }

    /** The newest month that has scores; the newest appraised one where none has. */
    public Optional<LocalDate> latestPeriod() {
        return jdbc.sql("""
                        select a.period from performance.appraisal a
                        order by exists (select 1 from performance.v_score s where s.period = a.period and s.units > 0) desc, a.period desc
                        limit 1""").query(LocalDate.class).optional();
    }

    /** Scores of an office in a month; empty when it is outside the actor's scope. */
    public List<ScoreRow> ofOffice(long officeId, LocalDate period) {
        return rows(
                "OFFICE",
                officeId,
                period,
                "exists (select from organization.v_office o where o.id = r.scope_id and o.path like ?)");
    }

    /** Scores of an officer in a month: for the person and the chain of command, empty for anyone else. */
    public List<ScoreRow> ofStaff(long officerId, LocalDate period) {
        Actor actor = CurrentActor.get();
        if (Long.valueOf(officerId).equals(actor.officerId())) {
            return jdbc.sql(
                            "select " + COLUMNS
                                    + " from performance.result where scope = 'STAFF' and scope_id = ? and period = ? order by indicator")
                    .params(officerId, period)
                    .query(ScoreRow.class)
                    .list();
        }
        if (!inChainOfCommand()) {
            return List.of();
        }
        return rows("STAFF", officerId, period, """
                exists (select from organization.v_officer p join organization.v_office o on o.id = p.office_id
                  where p.id = r.scope_id and o.path like ?)""");
    }

    /** Σ score · 100 / Σ weight over what applies, a bonus (without weight) beside it; empty where nothing applies or something is hidden. */
    public static Optional<BigDecimal> total(List<ScoreRow> rows) {
        if (rows.isEmpty() || rows.stream().anyMatch(ScoreRow::hidden)) {
            return Optional.empty();
        }
        BigDecimal scores = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        BigDecimal bonus = BigDecimal.ZERO;
        for (ScoreRow row : rows) {
            boolean beside = row.weight().signum() == 0;
            scores = beside ? scores : scores.add(row.score());
            weights = weights.add(row.weight());
            bonus = beside ? bonus.add(row.score()) : bonus;
        }
        return weights.signum() == 0
                ? Optional.empty()
                : Optional.of(scores.multiply(BigDecimal.valueOf(100))
                        .divide(weights, 2, RoundingMode.HALF_UP)
                        .add(bonus));
    }

    /** A supervisor stands above everyone the scope covers; so does the application itself. */
    static boolean inChainOfCommand() {
        Actor actor = CurrentActor.get();
        return actor.has(Roles.SUPERVISOR) || actor == Actor.SYSTEM;
    }

    private List<ScoreRow> rows(String scope, long id, LocalDate period, String inScope) {
        boolean chain = inChainOfCommand();
        return jdbc
                .sql("select " + COLUMNS
                        + " from performance.result r where scope = ? and scope_id = ? and period = ? and " + inScope
                        + " order by indicator")
                .params(scope, id, period, CurrentActor.get().scope())
                .query(ScoreRow.class)
                .list()
                .stream()
                .map(row -> chain ? row : row.seenFromOutside())
                .toList();
    }
}
