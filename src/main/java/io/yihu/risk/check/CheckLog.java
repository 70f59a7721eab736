package io.yihu.risk.check;

import io.yihu.indicator.Hit;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes what was asked and answered, and what has to follow, in the answer's own transaction. */
@Component
@RequiredArgsConstructor
class CheckLog {
    private final JdbcClient jdbc;
    private final CheckMeter meter;
    private final YihuClock clock;

    /** One answered question. */
    record Call(long subjectId, UUID id, Instant at, CheckRequest request, CheckService.Judged judged, double millis) {}

    /** The answer given before under this key, or null when the key is ours now; waits for a twin that is under way. */
    String claim(String key, String digest, long subjectId) {
        String login = CurrentActor.get().login();
        int fresh = jdbc.sql("""
                        insert into risk.check_key (login, key, digest, subject_id, answer, at) values (?, ?, ?, ?, '', ?)
                        on conflict (login, key) do nothing""")
                .params(login, key, digest, subjectId, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (fresh == 1) {
            return null;
        }
        return jdbc.sql("select answer from risk.check_key where login = ? and key = ? and digest = ?")
                .params(login, key, digest)
                .query(String.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("risk.check.otherBody"));
    }

    void keep(String key, String answer) {
        jdbc.sql("update risk.check_key set answer = ? where login = ? and key = ?")
                .params(answer, CurrentActor.get().login(), key)
                .update();
    }

    void write(Call call) {
        jdbc.sql("""
                        insert into risk.check_call (subject_id, id, at, login, stage, event, decision, score, hard, hit_codes, moved_codes,
                          model_version_id, millis) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        call.subjectId(),
                        call.id(),
                        call.at().atOffset(ZoneOffset.UTC),
                        CurrentActor.get().login(),
                        call.request().stage(),
                        call.request().event(),
                        call.judged().decision(),
                        call.judged().score(),
                        call.judged().hard(),
                        call.judged().hits().stream().map(Hit::code).toArray(String[]::new),
                        call.judged().moved().toArray(String[]::new),
                        call.judged().modelVersionId(),
                        call.millis())
                .update();
    }

    /** A colour leads to a matter, once a day; an answer after the event is told again to the caller's address. */
    void follow(
            long subjectId,
            UUID id,
            CheckRequest request,
            CheckService.Judged judged,
            String written,
            CheckAnswer answer) {
        if (!judged.decision().equals("PASS")) {
            jdbc.sql("""
                            insert into risk.check_alert (subject_id, day, decision, call_id, why) values (?, ?, ?, ?, ?)
                            on conflict (subject_id, day, decision) do nothing""")
                    .params(subjectId, LocalDate.now(clock), judged.decision(), id, why(answer))
                    .update();
        }
        String url = request.stage().equals("POST") ? meter.callback(CurrentActor.get()) : null;
        if (url != null) {
            jdbc.sql("""
                            insert into risk.check_callback (subject_id, id, login, url, body, next_at) values (?, ?, ?, ?, ?, ?)""")
                    .params(
                            subjectId,
                            id,
                            CurrentActor.get().login(),
                            url,
                            written,
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }
    }

    private String why(CheckAnswer answer) {
        return answer.reasons().stream().map(CheckAnswer.Reason::title).collect(Collectors.joining("、"));
    }

    static String digest(String body) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
