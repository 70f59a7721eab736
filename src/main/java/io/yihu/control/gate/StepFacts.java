package io.yihu.control.gate;

import io.yihu.indicator.SecretTerms;
import io.yihu.indicator.SubjectStanding;
import io.yihu.platform.Actor;
import io.yihu.platform.YihuClock;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a control may look at: who acts, when, the arguments of the step, and how the taxpayer stands. */
@Component
@RequiredArgsConstructor
class StepFacts {
    private static final Set<String> STANDING = Set.of("subjectLevel", "findingId", "subjectHits");
    private final List<SubjectStanding> standings;
    private final SecretTerms secrets;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Arguments by name; a record's parts as {@code argument_part}. */
    Map<String, Object> of(Actor actor, Map<String, Object> arguments) {
        Map<String, Object> facts = new HashMap<>();
        arguments.forEach((name, value) -> put(facts, name, value, true));
        facts.put("me", actor.officerId());
        facts.put("login", actor.login());
        facts.put("office", actor.officeId());
        facts.put("officePath", actor.officePath());
        facts.put("now", clock.instant().atOffset(ZoneOffset.UTC));
        facts.put("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA));
        return facts;
    }

    /** Adds what only some controls need and what costs a question. */
    void complete(Map<String, Object> facts, Set<String> wanted) {
        if (wanted.contains("secretTerms")) {
            facts.computeIfAbsent("secretTerms", name -> secrets(facts));
        }
        if (wanted.stream().anyMatch(STANDING::contains) && facts.get("subjectId") instanceof Long subject) {
            standings.stream()
                    .flatMap(each -> each.of(subject).stream())
                    .findFirst()
                    .ifPresent(standing -> {
                        facts.put("subjectLevel", standing.hard() ? "HIGH" : standing.level());
                        facts.put("findingId", standing.findingId());
                        facts.put("subjectHits", String.join(",", standing.hits()));
                    });
        }
    }

    /** The taxpayer the step is about, null where there is none. */
    Long subject(Map<String, Object> facts) {
        if (facts.get("subjectId") instanceof Long subject) {
            return subject;
        }
        return facts.get("taskId") instanceof Long task
                ? jdbc.sql("select subject_id from task.v_task where id = ?")
                        .param(task)
                        .query(Long.class)
                        .optional()
                        .orElse(null)
                : null;
    }

    private String secrets(Map<String, Object> facts) {
        return facts.values().stream()
                .filter(String.class::isInstance)
                .flatMap(text -> secrets.scan((String) text).stream())
                .map(SecretTerms.Match::text)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static void put(Map<String, Object> facts, String name, Object value, boolean open) {
        if (value == null
                || value instanceof String
                || value instanceof Number && !(value instanceof java.math.BigInteger)
                || value instanceof Boolean
                || value instanceof LocalDate) {
            facts.put(name, value instanceof Integer number ? Long.valueOf(number) : value);
        } else if (value instanceof Enum<?> word) {
            facts.put(name, word.name());
        } else if (open && value.getClass().isRecord()) {
            for (RecordComponent part : value.getClass().getRecordComponents()) {
                try {
                    part.getAccessor().setAccessible(true);
                    put(facts, name + "_" + part.getName(), part.getAccessor().invoke(value), false);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    static Map<String, Object> parameters(Map<String, BigDecimal> parameters) {
        return parameters.entrySet().stream()
                .collect(Collectors.toMap(entry -> "p_" + entry.getKey(), Map.Entry::getValue));
    }
}
