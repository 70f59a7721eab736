package io.yihu.guidance;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** In the service hall: one of the four persons came, was coached, and signs the risk notice under the own name. */
@Service
@RequiredArgsConstructor
public class HallService {
    private static final int LONGEST_STROKES = 60_000;
    private final PushAccess access;
    private final PushLog log;
    private final PushClosing closing;
    private final FourPersons persons;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private record Came(long personId, String personNo, String name, String role) {}

    /** The officer saw the identity document of the person and gave the coaching. */
    @Traced("guidance.hall.attend")
    public void attend(long pushId, long personId, String place, boolean identitySeen) {
        Push push = access.office(pushId);
        if (!identitySeen) {
            throw Refusal.invalid("guidance.refused.identity");
        }
        String where = place == null ? "" : place.strip();
        if (where.isEmpty() || where.length() > 100) {
            throw Refusal.invalid("guidance.refused.place");
        }
        FourPersons.Signer signer = persons.of(push.getSubjectId()).stream()
                .filter(each -> each.personId() == personId)
                .findFirst()
                .orElseThrow(() -> Refusal.conflict("guidance.refused.notOfFour"));
        Instant now = clock.instant();
        if (!push.attend(now)) {
            Trail.note("repeated", true);
            return;
        }
        jdbc.sql("""
                        insert into guidance.attendance (subject_id, push_id, person_id, person_name, role, place, at, officer_id, officer_name)
                        values (?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?)""")
                .params(
                        push.getSubjectId(),
                        pushId,
                        personId,
                        signer.name(),
                        signer.role(),
                        where,
                        now.toString(),
                        CurrentActor.get().officerId(),
                        CurrentActor.get().name())
                .update();
        Trail.note("personNo", signer.personNo());
        Trail.note("role", signer.role());
        log.step(push, "ATTENDED", signer.name(), now);
        closing.course(push, "attend", signer.name() + " · " + where);
        closing.follow(push, now);
    }

    /**
     * The person who came signs the notice; the digest covers notice, person, role, drawing and moment.
     *
     * @param typedName has to be the person's name
     * @param strokes path of the drawn signature, or empty where the person signs by the typed name alone
     */
    @Traced("guidance.hall.sign")
    public void sign(long pushId, String typedName, String strokes, boolean byName) {
        Push push = access.office(pushId);
        Came came = jdbc.sql("""
                        select a.person_id, p.person_no, a.person_name as name, a.role from guidance.attendance a
                        join taxpayer.v_person p on p.id = a.person_id where a.subject_id = ? and a.push_id = ?""")
                .params(push.getSubjectId(), pushId)
                .query(Came.class)
                .optional()
                .orElseThrow(() -> Refusal.conflict("guidance.refused.notThere"));
        String drawn = strokes == null ? "" : strokes.strip();
        if (typedName == null || !typedName.strip().equals(came.name())) {
            throw Refusal.invalid("guidance.refused.otherName");
        }
        if (drawn.isEmpty() && !byName || drawn.length() > LONGEST_STROKES || !drawn.matches("[ML0-9 .]*")) {
            throw Refusal.invalid("guidance.refused.strokes");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!push.sign(now)) {
            Trail.note("repeated", true);
            return;
        }
        String digest = digest(push.getNotice(), came.personNo(), came.role(), drawn, now);
        jdbc.sql("""
                        insert into guidance.signature (subject_id, push_id, person_id, person_name, role, notice, strokes, digest, signed_at,
                          officer_id, officer_name)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?, ?)""")
                .params(
                        push.getSubjectId(),
                        pushId,
                        came.personId(),
                        came.name(),
                        came.role(),
                        push.getNotice(),
                        drawn,
                        digest,
                        now.toString(),
                        CurrentActor.get().officerId(),
                        CurrentActor.get().name())
                .update();
        Trail.note("personNo", came.personNo());
        Trail.note("digest", digest);
        log.step(push, "SIGNED", came.name(), now);
        closing.course(push, "sign", came.name());
        closing.follow(push, now);
    }

    static String digest(String notice, String personNo, String role, String strokes, Instant at) {
        try {
            String signed = String.join("\n", notice, personNo, role, strokes, at.toString());
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
