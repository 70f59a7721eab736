package io.yihu.risk.check;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What follows from answers: matters for colours, call-backs with retries; each row once, on whichever node is first. */
@Slf4j
@Component
@RequiredArgsConstructor
class CheckFollowUp {
    static final String SOURCE = "CHECK";
    private static final int BATCH = 50;
    private static final Duration[] PAUSES = {
        Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofHours(6)
    };
    private final JdbcClient jdbc;
    private final MatterService matters;
    private final CheckMeter meter;
    private final YihuClock clock;
    private final PlatformTransactionManager transactions;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(3))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private record Alert(long subjectId, LocalDate day, String decision, UUID callId, String why, boolean covered) {}

    private record Due(long subjectId, UUID id, String url, String body, int attempts) {}

    /** One round of everything. */
    void round() {
        meter.flush();
        while (raise() == BATCH) {
            log.debug("more alerts wait");
        }
        deliver();
    }

    /** Blue is a reminder, yellow a verification, red a stop that somebody looks at within hours. */
    int raise() {
        return new TransactionTemplate(transactions)
                .execute(status -> CurrentActor.as(Actor.SYSTEM, () -> {
                    List<Alert> waiting =
                            jdbc.sql("""
                            select a.subject_id, a.day, a.decision, a.call_id, a.why, exists (select from task.v_matter m
                              where m.subject_id = a.subject_id and m.source in ('RISK', 'CHECK') and m.closed_at is null
                                and array_position(array['LOW', 'MEDIUM', 'HIGH'], m.level) >= case a.decision when 'REMIND' then 2 else 3 end) as covered
                            from risk.check_alert a where a.raised_at is null order by a.day limit ? for update of a skip locked""").param(BATCH).query(Alert.class).list();
                    List<RaiseMatter> raise = waiting.stream()
                            .filter(alert -> !alert.covered())
                            .map(CheckFollowUp::matter)
                            .toList();
                    if (!raise.isEmpty()) {
                        matters.raise(raise);
                    }
                    waiting.forEach(alert -> jdbc.sql(
                                    "update risk.check_alert set raised_at = ?, matter = ? where subject_id = ? and day = ? and decision = ?")
                            .params(now(), !alert.covered(), alert.subjectId(), alert.day(), alert.decision())
                            .update());
                    return waiting.size();
                }));
    }

    private static RaiseMatter matter(Alert alert) {
        boolean blue = alert.decision().equals("REMIND");
        String title = switch (alert.decision()) {
            case "REMIND" -> "蓝色提醒：办理业务时疑似风险";
            case "VERIFY" -> "黄色预警：办理业务须核验";
            default -> "红色预警：业务已阻断";
        };
        return new RaiseMatter(
                alert.subjectId(),
                blue ? "RISK_REMIND" : "MID_ALERT_ANALYSIS",
                SOURCE,
                alert.callId().toString(),
                blue ? "MEDIUM" : "HIGH",
                title,
                alert.why().isEmpty() ? null : "疑似：" + alert.why() + "。");
    }

    /** Delivers what is due; a failure is tried again later, at last given up and shown. */
    int deliver() {
        List<Due> due = new TransactionTemplate(transactions)
                .execute(status -> jdbc.sql("""
                                update risk.check_callback c set attempts = attempts + 1, next_at = cast(:now as timestamptz) + interval '1 minute'
                                from (select subject_id, id from risk.check_callback where delivered_at is null and given_up_at is null
                                  and next_at <= :now order by next_at limit :most for update skip locked) d
                                where c.subject_id = d.subject_id and c.id = d.id
                                returning c.subject_id, c.id, c.url, c.body, c.attempts""")
                        .param("now", now())
                        .param("most", BATCH)
                        .query(Due.class)
                        .list());
        due.forEach(this::deliver);
        return due.size();
    }

    private void deliver(Due due) {
        String error = send(due);
        if (error == null) {
            jdbc.sql(
                            "update risk.check_callback set delivered_at = ?, last_error = null where subject_id = ? and id = ?")
                    .params(now(), due.subjectId(), due.id())
                    .update();
            return;
        }
        boolean last = due.attempts() > PAUSES.length;
        jdbc.sql(
                        "update risk.check_callback set last_error = ?, next_at = ?, given_up_at = ? where subject_id = ? and id = ?")
                .params(
                        error,
                        now().plus(PAUSES[Math.min(due.attempts(), PAUSES.length) - 1]),
                        last ? now() : null,
                        due.subjectId(),
                        due.id())
                .update();
    }

    /** Null when it was taken. */
    private String send(Due due) {
        try {
            HttpResponse<Void> answer = http.send(
                    HttpRequest.newBuilder(URI.create(due.url()))
                            .timeout(Duration.ofSeconds(5))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", due.id().toString())
                            .POST(HttpRequest.BodyPublishers.ofString(due.body()))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            return answer.statusCode() / 100 == 2 ? null : "HTTP " + answer.statusCode();
        } catch (IOException | IllegalArgumentException e) {
            return e.getClass().getSimpleName();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
