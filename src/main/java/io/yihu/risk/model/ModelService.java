package io.yihu.risk.model;

import io.yihu.indicator.IndicatorText;
import io.yihu.indicator.Thresholds;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Models with their secrets; for the model role, every look traced. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class ModelService {
    private static final String VERSION = """
            select v.id, v.model_code, v.spec ->> 'titleZh' as title_zh, v.spec ->> 'titleEn' as title_en, v.version, v.kind, v.origin,
              m.base_code, m.industry_code, m.tax_kind, m.office_id, coalesce(o.short_name, o.name) as office_name, v.based_on,
              v.created_by, array_to_string(v.editors, ' ') as editors, v.created_at, v.note, v.submitted_by, v.submitted_at, v.go_live,
              v.published_at, v.published_by, v.valid_from, v.valid_to,
              coalesce((select a.name from organization.v_account a where a.login = v.created_by), v.created_by) as created_name,
              coalesce((select a.name from organization.v_account a where a.login = v.submitted_by), v.submitted_by) as submitted_name,
              jsonb_array_length(v.spec -> 'lines') + jsonb_array_length(v.spec -> 'rules') as conditions,
              case when v.state = 'PUBLISHED' and v.valid_to <= :today then 'RETIRED'
                when v.state = 'PUBLISHED' and v.valid_from > :today then 'SCHEDULED'
                when v.state = 'PUBLISHED' and exists (select from risk.model_version n where n.model_code = v.model_code and n.id <> v.id
                  and n.state = 'PUBLISHED' and n.kind <> 'DELETE' and n.valid_from <= :today
                  and (coalesce(v.valid_from, date '0001-01-01'), v.version) < (n.valid_from, n.version)) then 'RETIRED'
                else v.state end as state
            from risk.model_version v join risk.model m on m.code = v.model_code
            left join organization.v_office o on o.id = m.office_id
            """;
    private final Models models;
    private final JdbcClient jdbc;
    private final IndicatorText text;
    private final YihuClock clock;

    /** A version of a model; SCHEDULED is published for a later day. */
    public record Version(
            long id,
            String modelCode,
            String titleZh,
            String titleEn,
            int version,
            String kind,
            String origin,
            String baseCode,
            String industryCode,
            String taxKind,
            Long officeId,
            String officeName,
            Long basedOn,
            String createdBy,
            String editors,
            Instant createdAt,
            String note,
            String submittedBy,
            Instant submittedAt,
            LocalDate goLive,
            Instant publishedAt,
            String publishedBy,
            LocalDate validFrom,
            LocalDate validTo,
            String createdName,
            String submittedName,
            long conditions,
            String state) {}

    /** A line of a scorecard. */
    public record Line(
            String code,
            String title,
            String unit,
            Thresholds thresholds,
            double weight,
            boolean hard,
            int overrides) {}

    @Traced(value = "risk.model.view", read = true)
    public List<Version> versions() {
        models.published();
        Trail.object("model", "all");
        return jdbc.sql(VERSION + " order by v.id desc")
                .param("today", LocalDate.now(clock))
                .query(Version.class)
                .list();
    }

    @Traced(value = "risk.model.view", read = true)
    public Version version(long id) {
        Trail.object("modelVersion", id);
        return jdbc.sql(VERSION + " where v.id = :id")
                .param("today", LocalDate.now(clock))
                .param("id", id)
                .query(Version.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** The document of a version with all its secrets. */
    @Traced(value = "risk.model.view", read = true)
    public ModelSpec spec(long versionId) {
        Trail.object("modelVersion", versionId);
        return models.spec(versionId);
    }

    /** The document of the version of a model that judges today. */
    @Traced(value = "risk.model.view", read = true)
    public Optional<ModelSpec> live(String modelCode) {
        Trail.object("model", modelCode);
        return models.live(LocalDate.now(clock)).stream()
                .filter(live -> live.code().equals(modelCode))
                .findFirst()
                .map(live -> models.spec(live.id()));
    }

    @Traced(value = "risk.model.view", read = true)
    public List<Line> lines(long versionId) {
        Trail.object("modelVersion", versionId);
        return models.spec(versionId).lines().stream()
                .map(line -> new Line(
                        line.code(),
                        text.title(line.code()),
                        text.unit(line.code()),
                        line.thresholds(),
                        line.weight(),
                        line.hard(),
                        line.overrides().size()))
                .toList();
    }

    /** Thresholds behind a finding, by indicator. */
    @Traced(value = "risk.thresholds.view", read = true)
    public Map<String, Thresholds> thresholds(long findingId) {
        Trail.object("finding", findingId);
        long version = jdbc.sql("select model_version_id from risk.finding where id = ?")
                .param(findingId)
                .query(Long.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        return models.thresholds(version);
    }
}
