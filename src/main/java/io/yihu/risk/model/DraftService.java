package io.yihu.risk.model;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Everything a version begins with: typed, imported, opened for an industry or a province, asked to be retired. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class DraftService {
    private final Models models;
    private final ModelVersions versions;
    private final SpecCheck check;
    private final JdbcClient jdbc;

    /** Writes a draft: a new version of the model, or the draft with that id. */
    @Traced("risk.model.draft")
    public long save(String modelCode, Long draftId, ModelSpec spec, String note) {
        ModelVersions.refuse(check.problems(spec));
        String me = CurrentActor.get().login();
        Trail.object("model", modelCode);
        Trail.note("lines", spec.lines().size());
        Trail.note("rules", spec.rules().size());
        if (draftId == null) {
            return versions.insert(modelCode, spec, "EDIT", note);
        }
        int changed = jdbc.sql("""
                        update risk.model_version set spec = cast(:spec as jsonb), note = :note, changed_at = :now,
                          editors = case when :me = any(editors) then editors else editors || :me end
                        where id = :id and model_code = :model and state = 'DRAFT'""")
                .param("spec", models.write(spec))
                .param("note", note)
                .param("now", versions.now())
                .param("me", me)
                .param("id", draftId)
                .param("model", modelCode)
                .update();
        if (changed == 0) {
            throw Refusal.conflict("risk.model.notDraft");
        }
        return draftId;
    }

    /** A document from another installation: a draft like any other. */
    @Traced("risk.model.import")
    public long importSpec(String modelCode, String document) {
        ModelSpec spec;
        try {
            spec = models.read(document);
        } catch (RuntimeException e) {
            throw Refusal.invalid("risk.model.badDocument");
        }
        if (spec == null || spec.lines().stream().anyMatch(l -> l.direction() == null || l.code() == null)) {
            throw Refusal.invalid("risk.model.badDocument");
        }
        ModelVersions.refuse(check.problems(spec));
        Trail.object("model", modelCode);
        return versions.insert(modelCode, spec, "IMPORT", null);
    }

    /** Opens a model for an industry and tax, or a local variant of one for a province. */
    @Traced("risk.model.open")
    public String open(NewModel wanted) {
        if (wanted.code() == null || !wanted.code().matches("[a-z][a-z0-9-]{2,40}")) {
            throw Refusal.invalid("risk.model.badCode");
        }
        if (wanted.officeId() == null
                && (wanted.industryCode() == null || !wanted.industryCode().matches("\\d{2,4}"))) {
            throw Refusal.invalid("risk.model.badKey");
        }
        long base = models.published();
        ModelSpec spec = models.spec(base);
        boolean office = wanted.officeId() == null
                || jdbc.sql(
                                "select exists (select from organization.v_office where id = ? and level = 'PROVINCE' and active)")
                        .param(wanted.officeId())
                        .query(Boolean.class)
                        .single();
        if (!office) {
            throw Refusal.invalid("risk.model.badOffice");
        }
        int made = jdbc.sql("""
                        insert into risk.model (code, title_zh, title_en, tax_kind, industry_code, base_code, office_id, created_by, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (code) do nothing""")
                .params(
                        wanted.code(),
                        wanted.title(),
                        wanted.title(),
                        "VAT",
                        wanted.officeId() == null ? wanted.industryCode() : null,
                        wanted.officeId() == null ? null : Models.TAXPAYER,
                        wanted.officeId(),
                        CurrentActor.get().login(),
                        versions.now())
                .update();
        if (made == 0) {
            throw Refusal.conflict("risk.model.known", wanted.code());
        }
        Trail.object("model", wanted.code());
        versions.insert(
                wanted.code(),
                new ModelSpec(
                        wanted.title(),
                        wanted.title(),
                        spec.lowFrom(),
                        spec.mediumFrom(),
                        spec.highFrom(),
                        spec.coolDown(),
                        spec.approvals(),
                        spec.bound(),
                        spec.lines(),
                        spec.rules()),
                "EDIT",
                null);
        return wanted.code();
    }

    /** A model to be opened: for an industry, or for a province's office. */
    public record NewModel(String code, String title, String industryCode, Long officeId) {}

    /** Asks for a model to be retired; that takes the same approvals as a change. */
    @Traced("risk.model.retire")
    public long retire(String modelCode, String reason) {
        if (modelCode.equals(Models.TAXPAYER)) {
            throw Refusal.conflict("risk.model.keepOne");
        }
        if (reason == null || reason.strip().length() < 4) {
            throw Refusal.invalid("risk.model.noReason");
        }
        ModelSpec spec = models.spec(versions.live(modelCode).orElseThrow(Refusal::notFound));
        long id = versions.insert(modelCode, spec, "DELETE", reason.strip());
        Trail.object("modelVersion", id);
        versions.review(id, null);
        return id;
    }

    /** Throws a draft away that was never published. */
    @Traced("risk.model.discard")
    public void discard(long id) {
        versions.locked(id, "DRAFT");
        Trail.object("modelVersion", id);
        jdbc.sql("delete from risk.model_version where id = ?").param(id).update();
    }
}
