package io.yihu.risk.model;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.risk.SecondPerson;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The way of a model from draft over review to published: nobody approves what they have had a hand in. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class GovernanceService {
    private final Models models;
    private final ModelVersions versions;
    private final SpecCheck check;
    private final VariantBounds bounds;
    private final FlagShare flagged;
    private final SecondPerson persons;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** One person's verdict. */
    public record Approval(String login, String name, String verdict, String note, Instant at) {}

    /** Sends a draft to review; a model that would flag too many is refused. */
    @Traced("risk.model.submit")
    public void submit(long id, LocalDate goLive) {
        ModelVersions.State version = versions.locked(id, "DRAFT");
        ModelSpec spec = models.spec(id);
        ModelVersions.refuse(check.problems(spec));
        if (version.baseCode() != null) {
            ModelVersions.refuse(bounds.beyond(
                    spec, models.spec(versions.live(version.baseCode()).orElseThrow(Refusal::notFound))));
        }
        double share = flagged.of(spec);
        if (FlagShare.tooMany(share)) {
            throw Refusal.invalid("risk.model.flagsTooMany", share, FlagShare.MOST);
        }
        if (goLive != null && goLive.isBefore(LocalDate.now(clock))) {
            throw Refusal.invalid("risk.model.pastGoLive");
        }
        Trail.object("modelVersion", id);
        Trail.note("goLive", goLive);
        Trail.note("flagged", share);
        versions.review(id, goLive);
    }

    /** One person's yes; with the last one needed the version is published. */
    @Traced("risk.model.approve")
    public void approve(long id, String note) {
        ModelVersions.State version = versions.locked(id, "REVIEW");
        decide(version, "APPROVED", note);
        int given = jdbc.sql(
                        "select count(*) from risk.model_approval where model_version_id = ? and verdict = 'APPROVED'")
                .param(id)
                .query(Integer.class)
                .single();
        Trail.note("approvals", given);
        if (given >= versions.needed(version.modelCode())) {
            publish(version);
        }
    }

    @Traced("risk.model.reject")
    public void reject(long id, String reason) {
        ModelVersions.State version = versions.locked(id, "REVIEW");
        if (reason == null || reason.strip().length() < 4) {
            throw Refusal.invalid("risk.model.noReason");
        }
        decide(version, "REJECTED", reason.strip());
        versions.move(id, "REJECTED");
    }

    /** Back to draft, by whoever had a hand in it; verdicts given so far are void. */
    @Traced("risk.model.withdraw")
    public void withdraw(long id) {
        ModelVersions.State version = versions.locked(id, "REVIEW");
        if (!version.touchedBy(CurrentActor.get().login()) || version.kind().equals("DELETE")) {
            throw Refusal.conflict("risk.model.notYours");
        }
        Trail.object("modelVersion", id);
        jdbc.sql("delete from risk.model_approval where model_version_id = ?")
                .param(id)
                .update();
        versions.move(id, "DRAFT");
    }

    @Traced(value = "risk.model.view", read = true)
    public List<Approval> approvals(long id) {
        Trail.object("modelVersion", id);
        return jdbc.sql(
                        "select login, name, verdict, note, at from risk.model_approval where model_version_id = ? order by at")
                .param(id)
                .query(Approval.class)
                .list();
    }

    /** How many approvals the next version of a model needs: what the live one says. */
    @Traced(value = "risk.model.view", read = true)
    public int approvalsNeeded(String modelCode) {
        Trail.object("model", modelCode);
        return versions.needed(modelCode);
    }

    private void decide(ModelVersions.State version, String verdict, String note) {
        var actor = CurrentActor.get();
        if (version.touchedBy(actor.login()) || samePerson(version, actor.login())) {
            throw Refusal.conflict("risk.model.ownWork");
        }
        Trail.object("modelVersion", version.id());
        Trail.note("note", note);
        int given = jdbc.sql("""
                        insert into risk.model_approval (model_version_id, login, name, verdict, note, at) values (?, ?, ?, ?, ?, ?)
                        on conflict (model_version_id, login) do nothing""")
                .params(version.id(), actor.login(), actor.name(), verdict, note, versions.now())
                .update();
        if (given == 0) {
            throw Refusal.conflict("risk.model.decided");
        }
    }

    /** Another account of somebody who has worked on it or given a verdict. */
    private boolean samePerson(ModelVersions.State version, String login) {
        List<String> others = new ArrayList<>(List.of(version.editors()));
        others.add(version.createdBy());
        others.add(version.submittedBy());
        others.addAll(jdbc.sql("select login from risk.model_approval where model_version_id = ?")
                .param(version.id())
                .query(String.class)
                .list());
        return persons.hasAccountAmong(login, others);
    }

    private void publish(ModelVersions.State version) {
        LocalDate today = LocalDate.now(clock);
        LocalDate from = version.goLive() == null || version.goLive().isBefore(today) ? today : version.goLive();
        jdbc.sql("""
                        update risk.model_version set state = 'PUBLISHED', published_at = :now, published_by = :me, valid_from = :from
                        where id = :id""")
                .param("now", versions.now())
                .param("me", CurrentActor.get().login())
                .param("from", from)
                .param("id", version.id())
                .update();
        if (version.kind().equals("DELETE")) {
            jdbc.sql("""
                            update risk.model_version set valid_to = :from, state = case when id = :id then 'RETIRED' else state end
                            where model_code = :model and state = 'PUBLISHED' and (valid_to is null or valid_to > :from)""")
                    .param("from", from)
                    .param("id", version.id())
                    .param("model", version.modelCode())
                    .update();
        }
        Trail.note("validFrom", from);
    }
}
