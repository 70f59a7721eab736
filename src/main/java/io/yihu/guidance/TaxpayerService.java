package io.yihu.guidance;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.io.Serializable;
import java.time.Instant;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the taxpayer does with a message; the actor is the taxpayer, and a repeated click has one effect. */
@Service
@RequiredArgsConstructor
public class TaxpayerService {
    private final Links links;
    private final PushAccess access;
    private final PushLog log;
    private final PushClosing closing;
    private final DemandBook demands;
    private final MessageSource messages;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /**
     * Whom a link or the tax bureau let in, kept in the session of that browser.
     *
     * @param pushId the message that is open, null in the list of all
     * @param person who acts, null where a link came without a name
     */
    public record Visit(Long pushId, long subjectId, String taxId, String name, String person, String role)
            implements Serializable {
        /** Whether a person the bureau vouches for sees all messages; a link opens one. */
        public boolean portal() {
            return person != null;
        }

        /** The same person at another message. */
        public Visit at(Long push) {
            return new Visit(push, subjectId, taxId, name, person, role);
        }
    }

    /** Who would be let in, before the link is used up: looking (or a preview by a messenger) does not spend it. */
    @Transactional(readOnly = true)
    public String addressee(String token) {
        return visit(links.look(token)).name();
    }

    /** Spends the link. */
    @Traced("guidance.link.open")
    public Visit open(String token) {
        Links.Opening opening = links.use(token);
        Trail.object("guidance.push", opening.pushId());
        Trail.subject(opening.subjectId());
        return visit(opening);
    }

    /** The message was on the screen. */
    @Traced("guidance.notice.read")
    public void read(long pushId) {
        Push push = access.taxpayer(pushId);
        if (push.getReadAt() != null) {
            Trail.note("repeated", true);
            return;
        }
        Instant now = clock.instant();
        push.read(now);
        log.step(push, "READ", null, now);
        invited(push);
        closing.follow(push, now);
    }

    /** Acknowledges; where nothing else is asked for the service is done with it. */
    @Traced("guidance.notice.acknowledge")
    public void acknowledge(long pushId) {
        Push push = access.taxpayer(pushId);
        acknowledge(push, clock.instant());
    }

    private void acknowledge(Push push, Instant now) {
        if (!push.acknowledge(now)) {
            Trail.note("repeated", true);
            return;
        }
        log.step(push, "ACKED", null, now);
        invited(push);
        closing.follow(push, now);
    }

    private void invited(Push push) {
        closing.course(push, "invite", messages.getMessage("guidance.course.read", null, Locale.SIMPLIFIED_CHINESE));
    }

    /** What the taxpayer says to it; stands on the task of the officer. */
    @Traced("guidance.notice.explain")
    public void explain(long pushId, String text) {
        Push push = access.taxpayer(pushId);
        String said = Said.of(text);
        Instant now = clock.instant();
        if (said.equals(push.getAnswer())) {
            Trail.note("repeated", true);
            return;
        }
        push.explain(said, now);
        log.step(push, "EXPLAINED", said, now);
        if (push.getAckedAt() == null) {
            acknowledge(push, now);
        }
        closing.follow(push, now);
    }

    /** Whether the taxpayer means to use the benefit; counts as an acknowledgement. */
    @Traced("guidance.notice.choose")
    public void choose(long pushId, String choice) {
        Push push = access.taxpayer(pushId);
        if (!"ACCEPTED".equals(choice) && !"DECLINED".equals(choice)) {
            throw Refusal.invalid("guidance.refused.choice");
        }
        Instant now = clock.instant();
        if (!push.choose(choice, now)) {
            Trail.note("repeated", true);
            return;
        }
        Trail.note("decision", choice);
        log.step(push, choice, null, now);
        if (push.getAckedAt() == null) {
            acknowledge(push, now);
        }
        closing.follow(push, now);
    }

    /** A question; an officer has to answer within the working days of its kind. The same question again is one question. */
    @Traced("guidance.demand.ask")
    public long ask(long pushId, String topic, String text) {
        Push push = access.taxpayer(pushId);
        return demands.open(push.getSubjectId(), pushId, topic, "TAXPAYER", text);
    }

    /** A question without a message, from the taxpayer's own place. */
    @Traced("guidance.demand.begin")
    public long begin(long subjectId, String topic, String text) {
        access.ownSide(subjectId);
        return demands.open(subjectId, null, topic, "TAXPAYER", text);
    }

    /** Asks on. */
    @Traced("guidance.demand.reply")
    public void reply(long demandId, String text) {
        demands.reply(demandId, text);
    }

    /** How satisfied the taxpayer is, 1 to 5; the question is settled with it. */
    @Traced("guidance.demand.rate")
    public void rate(long demandId, int score, String remark) {
        demands.rate(demandId, score, remark);
    }

    private Visit visit(Links.Opening opening) {
        return jdbc.sql("select tax_id, name from taxpayer.v_subject where id = ?")
                .param(opening.subjectId())
                .query((row, n) -> new Visit(
                        opening.pushId(), opening.subjectId(), row.getString(1), row.getString(2), null, null))
                .single();
    }
}
