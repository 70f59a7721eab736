package io.yihu.risk.model;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows of model versions: adding one, holding one while its state changes. */
@Component
@RequiredArgsConstructor
class ModelVersions {
    private final Models models;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    record State(
            long id,
            String modelCode,
            String state,
            String kind,
            String createdBy,
            String[] editors,
            String submittedBy,
            LocalDate goLive,
            String baseCode) {
        boolean touchedBy(String login) {
            return createdBy.equals(login) || List.of(editors).contains(login) || login.equals(submittedBy);
        }
    }

    int needed(String modelCode) {
        return models.spec(live(modelCode).orElseGet(models::published)).approvals();
    }

    Optional<Long> live(String modelCode) {
        return models.live(LocalDate.now(clock)).stream()
                .filter(model -> model.code().equals(modelCode))
                .map(Models.Live::id)
                .findFirst();
    }

    long insert(String modelCode, ModelSpec spec, String kind, String note) {
        boolean known = jdbc.sql("select exists (select from risk.model where code = ?)")
                .param(modelCode)
                .query(Boolean.class)
                .single();
        if (!known) {
            throw Refusal.notFound();
        }
        return jdbc.sql("""
                        insert into risk.model_version (model_code, version, state, origin, created_at, created_by, spec, kind, note, based_on)
                        values (:model, (select coalesce(max(version), 0) + 1 from risk.model_version where model_code = :model), 'DRAFT',
                          'page', :now, :me, cast(:spec as jsonb), :kind, :note, cast(:base as bigint)) returning id""")
                .param("model", modelCode)
                .param("now", now())
                .param("me", CurrentActor.get().login())
                .param("spec", models.write(spec))
                .param("kind", kind)
                .param("note", note)
                .param("base", live(modelCode).orElse(null))
                .query(Long.class)
                .single();
    }

    void review(long id, LocalDate goLive) {
        jdbc.sql(
                        "update risk.model_version set state = 'REVIEW', submitted_at = ?, submitted_by = ?, go_live = ? where id = ?")
                .params(now(), CurrentActor.get().login(), goLive, id)
                .update();
    }

    void move(long id, String state) {
        jdbc.sql("update risk.model_version set state = ? where id = ?")
                .params(state, id)
                .update();
    }

    State locked(long id, String state) {
        State found = jdbc.sql("""
                        select v.id, v.model_code, v.state, v.kind, v.created_by, v.editors, v.submitted_by, v.go_live, m.base_code
                        from risk.model_version v join risk.model m on m.code = v.model_code where v.id = ? for update of v""")
                .param(id)
                .query((row, n) -> new State(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        (String[]) row.getArray(6).getArray(),
                        row.getString(7),
                        row.getObject(8, LocalDate.class),
                        row.getString(9)))
                .optional()
                .orElseThrow(Refusal::notFound);
        if (!found.state().equals(state)) {
            throw Refusal.conflict("risk.model.wrongState." + state);
        }
        return found;
    }

    static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems.get(0).key(), problems.get(0).arguments());
        }
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
