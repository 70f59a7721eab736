package io.yihu.risk.check;

import io.yihu.indicator.Columns;
import io.yihu.indicator.Hit;
import io.yihu.indicator.IndicatorText;
import io.yihu.platform.YihuClock;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.VectorBatch;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs the indicators of a node's stage for taxpayers that passed it, over the month as far as it has come. */
@Component
@RequiredArgsConstructor
class NodeChecks {
    private static final int AT_ONCE = 20;
    private final JdbcClient jdbc;
    private final SubjectCache subjects;
    private final IndicatorText text;
    private final YihuClock clock;
    private final PlatformTransactionManager transactions;

    private record Waiting(long subjectId, LocalDate month, String node, String stage) {}

    /** Answers how many checks were made; each in a transaction of its own, on whichever node is first. */
    int round() {
        TransactionTemplate own = new TransactionTemplate(transactions);
        int made = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            Integer done = own.execute(status -> next());
            if (done == null || done == 0) {
                return made;
            }
            made += done;
        }
        return made;
    }

    /** All that waits of one taxpayer and month: one vector answers it. */
    private int next() {
        Optional<Waiting> first = jdbc.sql("""
                        select subject_id, month, node, stage from risk.node_check
                        where checked_at is null order by happened_at limit 1 for update skip locked""").query(Waiting.class).optional();
        if (first.isEmpty()) {
            return 0;
        }
        List<Waiting> waiting = jdbc.sql("""
                        select subject_id, month, node, stage from risk.node_check
                        where subject_id = ? and month = ? and checked_at is null for update""")
                .params(first.get().subjectId(), first.get().month())
                .query(Waiting.class)
                .list();
        LocalDate asOf = first.get().month().plusMonths(1);
        Optional<CheckedSubject> subject = subjects.at(first.get().subjectId(), asOf);
        waiting.forEach(each -> write(each, subject));
        return waiting.size();
    }

    private void write(Waiting waiting, Optional<CheckedSubject> subject) {
        VectorBatch batch = subject.map(CheckedSubject::batch).orElse(null);
        List<Hit> hits = List.of();
        String decision = null;
        int asked = 0;
        if (batch != null) {
            CompiledModel model = subjects.compiled(
                    subjects.model(subject.get()), subject.get().version());
            Columns columns = new Columns(
                    1, batch.values(), new int[] {model.segment(batch.industries()[0], batch.divisions()[0])});
            CompiledModel.Outcome outcome = model.judge(columns);
            decision = CheckService.decision(batch.verdict(model, outcome, 0).level(), outcome.hard()[0]);
            hits = model.hits(columns, 0).stream()
                    .filter(hit -> text.stage(hit.code()).equals(waiting.stage()))
                    .toList();
            asked = asked(subject.get(), waiting.stage());
        }
        jdbc.sql("""
                        update risk.node_check set asked = ?, hit_codes = ?, hit_values = ?, hard_codes = ?, decision = ?, checked_at = ?
                        where subject_id = ? and node = ? and month = ?""")
                .params(
                        asked,
                        hits.stream().map(Hit::code).toArray(String[]::new),
                        hits.stream().map(Hit::value).toArray(Double[]::new),
                        hits.stream().filter(Hit::hard).map(Hit::code).toArray(String[]::new),
                        decision,
                        clock.instant().atOffset(ZoneOffset.UTC),
                        waiting.subjectId(),
                        waiting.node(),
                        waiting.month())
                .update();
    }

    /** Indicators of the stage that have a value for this taxpayer. */
    private int asked(CheckedSubject subject, String stage) {
        int asked = 0;
        for (Map.Entry<String, Integer> place : subject.version().places().entrySet()) {
            boolean valued = !Double.isNaN(subject.batch().values()[place.getValue()][0]);
            asked += valued && text.stage(place.getKey()).equals(stage) ? 1 : 0;
        }
        return asked;
    }
}
