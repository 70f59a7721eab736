package io.yihu.control.finding;

import io.yihu.control.Notices;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What people do with a finding: explain, demand or accept, rectify, review. Nobody judges or closes what is about oneself. */
@Service
@RequiredArgsConstructor
public class ControlFindingService {
    private static final int SHORTEST = 10;
    private static final int RECTIFY_DAYS = 10;
    private static final int REVIEW_DAYS = 5;
    private final FindingRepository findings;
    private final Notices notices;
    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** By the officer concerned, or for an office and a taxpayer by its leader. */
    @Traced("control.finding.explain")
    public void explain(long id, String text) {
        Finding finding = own(id);
        String said = said(text);
        finding.explain(me().login(), said, due(REVIEW_DAYS));
        done(finding, Finding.State.NEW, said);
        notices.send(
                notices.leaders(finding.getOfficeId(), finding.getOfficerId() == null ? 0 : finding.getOfficerId()),
                "FINDING",
                "finding:" + id + ":explained",
                finding.getIndicator(),
                null);
    }

    /** A supervisor who is not concerned demands rectification, or accepts the explanation. */
    @Traced("control.finding.judge")
    public void judge(long id, boolean demand, String note) {
        Finding finding = supervised(id);
        Finding.State from = finding.getState();
        String said = said(note);
        if (demand) {
            finding.demand(due(RECTIFY_DAYS));
        } else {
            finding.accept(due(REVIEW_DAYS));
        }
        Trail.note("demanded", demand);
        done(finding, from, said);
        if (demand && finding.getOfficerId() != null) {
            notices.send(
                    List.of(finding.getOfficerId()),
                    "FINDING",
                    "finding:" + id + ":rectify",
                    finding.getIndicator(),
                    said);
        }
    }

    @Traced("control.finding.rectify")
    public void rectify(long id, String measure) {
        Finding finding = own(id);
        String said = said(measure);
        finding.rectify(me().login(), said, due(REVIEW_DAYS));
        done(finding, Finding.State.RECTIFY, said);
    }

    /** Another person closes it, or sends it back to be rectified. */
    @Traced("control.finding.close")
    public void close(long id, boolean agreed, String note) {
        Finding finding = supervised(id);
        String said = said(note);
        if (agreed) {
            finding.close(me().login(), clock.instant());
        } else {
            finding.demand(due(RECTIFY_DAYS));
        }
        Trail.note("verdict", finding.getVerdict());
        Trail.note("opened", finding.getOpenedAt());
        Trail.note("agreed", agreed);
        done(finding, Finding.State.REVIEW, said);
    }

    private Finding own(long id) {
        Finding finding = findings.lock(id).orElseThrow(Refusal::notFound);
        Actor actor = me();
        boolean concerned =
                finding.getOfficerId() != null && finding.getOfficerId().equals(actor.officerId());
        boolean leads = finding.getOfficerId() == null && actor.has(Roles.SUPERVISOR) && inScope(finding.getOfficeId());
        if (!concerned && !leads) {
            throw Refusal.notFound();
        }
        return about(finding);
    }

    private Finding supervised(long id) {
        Finding finding = findings.lock(id).orElseThrow(Refusal::notFound);
        Actor actor = me();
        if (!actor.has(Roles.SUPERVISOR) || !inScope(finding.getOfficeId())) {
            throw Refusal.notFound();
        }
        if (finding.getOfficerId() != null && finding.getOfficerId().equals(actor.officerId())
                || actor.login().equals(finding.getExplainedBy())) {
            throw Refusal.conflict("control.refused.ownFinding");
        }
        return about(finding);
    }

    private static Finding about(Finding finding) {
        Trail.object("controlFinding", finding.getId());
        Trail.subject(finding.getSubjectId());
        Trail.note("indicator", finding.getIndicator());
        if (finding.getOfficerId() != null) {
            Trail.note("officer", finding.getOfficerId());
        }
        return finding;
    }

    private void done(Finding finding, Finding.State from, String note) {
        entities.flush();
        Instant now = clock.instant();
        Trail.change("findingState", from, finding.getState());
        jdbc.sql("""
                        insert into control.finding_step (finding_id, at, actor, actor_name, from_state, to_state, note)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        finding.getId(),
                        now.atOffset(ZoneOffset.UTC),
                        me().login(),
                        me().name(),
                        from.name(),
                        finding.getState().name(),
                        note)
                .update();
    }

    private boolean inScope(long office) {
        return jdbc.sql("select exists (select from organization.v_office where id = ? and path like ?)")
                .params(office, me().scope())
                .query(Boolean.class)
                .single();
    }

    private LocalDate due(int days) {
        return jdbc.sql("select platform.add_working_days(?, ?)")
                .params(LocalDate.ofInstant(clock.instant(), YihuClock.CHINA), days)
                .query(LocalDate.class)
                .single();
    }

    private static Actor me() {
        return CurrentActor.get();
    }

    static String said(String text) {
        String said = text == null ? "" : text.strip();
        if (said.length() < SHORTEST || said.length() > 2000) {
            throw Refusal.invalid("control.refused.note", SHORTEST);
        }
        return said;
    }
}
