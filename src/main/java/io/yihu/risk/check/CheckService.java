package io.yihu.risk.check;

import io.yihu.indicator.Columns;
import io.yihu.indicator.Definitions;
import io.yihu.indicator.Hit;
import io.yihu.indicator.IndicatorText;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.risk.Level;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.Models;
import io.yihu.risk.model.VectorBatch;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Answers one event at once: the stored vector plus what the event adds, judged by the model of the nightly run. */
@Service
@RequiredArgsConstructor
public class CheckService {
    private static final int MOST_REASONS = 5;
    private final Deltas deltas;
    private final SubjectCache subjects;
    private final CheckFacts facts;
    private final CheckLog log;
    private final CheckMeter meter;
    private final Definitions definitions;
    private final IndicatorText text;
    private final JsonMapper json;
    private final YihuClock clock;

    /** An answer as it was first given, with whether this is a repetition. */
    public record Answered(String body, boolean replayed) {}

    /**
     * Answers an event.
     *
     * @param stage PRE, MID or POST
     * @param key idempotency key, null for none; the same key is answered the same, another body under it is refused
     */
    @Traced("risk.check.answer")
    public Answered check(String stage, Map<String, Object> body, String key) {
        long begin = System.nanoTime();
        meter.admit(CurrentActor.get());
        CheckRequest request = CheckRequest.of(stage, body, deltas);
        String digest =
                key == null ? null : CheckLog.digest(stage + json.writeValueAsString(new java.util.TreeMap<>(body)));
        CheckedSubject subject = subjects.of(request.taxId());
        UUID id = UUID.randomUUID();
        Trail.object("check", id);
        Trail.subject(subject.id());
        Trail.note("event", request.event());
        if (key != null) {
            String earlier = log.claim(key, digest, subject.id());
            if (earlier != null) {
                Trail.note("replayed", true);
                return new Answered(earlier, true);
            }
        }
        Judged judged = judge(request, subject);
        CheckAnswer answer = new CheckAnswer(
                id,
                judged.decision(),
                colour(judged.decision()),
                reasons(judged),
                request.event(),
                subject.asOf(),
                clock.instant());
        String written = json.writeValueAsString(answer);
        log.write(new CheckLog.Call(
                subject.id(), id, answer.answeredAt(), request, judged, (System.nanoTime() - begin) / 1e6));
        if (key != null) {
            log.keep(key, written);
        }
        log.follow(subject.id(), id, request, judged, written, answer);
        Trail.note("decision", judged.decision());
        return new Answered(written, false);
    }

    /** What judging came to. */
    record Judged(
            String decision, double score, boolean hard, List<Hit> hits, List<String> moved, long modelVersionId) {}

    Judged judge(CheckRequest request, CheckedSubject subject) {
        VectorBatch batch = subject.batch();
        double[][] values = batch.values().clone();
        Map<Integer, String> moved = new java.util.LinkedHashMap<>();
        fresh(request, subject).forEach((code, value) -> {
            int place = subject.version().place(code);
            if (Double.doubleToLongBits(value) != Double.doubleToLongBits(values[place][0])) {
                values[place] = new double[] {value};
                moved.put(place, code);
            }
        });
        Models.Live live = subjects.model(subject);
        CompiledModel model = subjects.compiled(live, subject.version());
        Columns columns =
                new Columns(1, values, new int[] {model.segment(batch.industries()[0], batch.divisions()[0])});
        CompiledModel.Outcome outcome = model.judge(columns);
        VectorBatch.Verdict verdict = batch.verdict(model, outcome, 0);
        boolean hard = outcome.hard()[0];
        return new Judged(
                decision(verdict.level(), hard),
                verdict.score(),
                hard,
                model.hits(columns, 0),
                List.copyOf(moved.values()),
                live.id());
    }

    /** What the indicators the event touches are with it; NaN = no data. */
    Map<String, Double> fresh(CheckRequest request, CheckedSubject subject) {
        Map<String, Double> fresh = new java.util.LinkedHashMap<>();
        Map<String, Formula> formulas = deltas.of(request.event()).formulas();
        if (formulas.isEmpty()) {
            return fresh;
        }
        Map<String, Double> known = facts.of(request, subject, request.at(clock.instant()));
        formulas.forEach((code, formula) -> {
            int place = subject.version().place(code);
            if (place >= 0) {
                double stored = subject.batch().values()[place][0];
                fresh.put(
                        code,
                        formula.value(name -> name.equals("stored") ? stored : known.getOrDefault(name, Double.NaN)));
            }
        });
        return fresh;
    }

    static String decision(Level level, boolean hard) {
        return switch (level) {
            case HIGH -> hard ? "BLOCK" : "VERIFY";
            case MEDIUM -> "REMIND";
            default -> "PASS";
        };
    }

    private static String colour(String decision) {
        return switch (decision) {
            case "BLOCK" -> "RED";
            case "VERIFY" -> "YELLOW";
            case "REMIND" -> "BLUE";
            default -> "NONE";
        };
    }

    /** Hard ones first, then by contribution; none where nothing follows. */
    private List<CheckAnswer.Reason> reasons(Judged judged) {
        if (judged.decision().equals("PASS")) {
            return List.of();
        }
        return judged.hits().stream()
                .sorted(java.util.Comparator.comparing(Hit::hard).reversed())
                .limit(MOST_REASONS)
                .map(hit -> new CheckAnswer.Reason(
                        hit.code(),
                        text.title(hit.code()),
                        definitions
                                .indicator(hit.code())
                                .map(i -> i.direction().name())
                                .orElse("B"),
                        judged.moved().contains(hit.code())))
                .toList();
    }
}
