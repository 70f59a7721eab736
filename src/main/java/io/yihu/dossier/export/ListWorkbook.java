package io.yihu.dossier.export;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.JobContext;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Lists of the asker's area as a workbook: taxpayers with their level, or findings of a month. */
@Component
@RequiredArgsConstructor
class ListWorkbook {
    private static final String SUBJECTS = """
            select s.name, s.tax_id, st.name_zh as status, s.taxpayer_type, s.industry_code, s.division_code, coalesce(o.short_name, o.name) as office,
              l.level, l.score, to_char(l.period, 'YYYY-MM') as month, s.register_date, s.address
            from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like :scope
            left join taxpayer.v_status st on st.code = s.status left join risk.v_subject_level l on l.subject_id = s.id
            where not s.external and (:level = '' or l.level = :level) order by s.office_id, s.id""";
    private static final String FINDINGS = """
            select s.name, s.tax_id, coalesce(o.short_name, o.name) as office, to_char(f.period, 'YYYY-MM') as month, f.level, f.score, f.hard,
              f.model_code, f.model_version, f.created_at
            from risk.v_finding f join taxpayer.v_subject s on s.id = f.subject_id
            join organization.v_office o on o.id = s.office_id and o.path like :scope
            where (:level = '' or f.level = :level) and (cast(:period as date) is null or f.period = :period)
            order by f.score desc, f.id""";

    private static final String RANKING = """
            select row_number() over w as place, s.name, s.tax_id, coalesce(o.short_name, o.name) as office, to_char(v.period, 'YYYY-MM') as month, v.level,
              v.score, round(v.chance::numeric, 4) as chance, round(v.stake::numeric, 2) as stake, round(v.expected::numeric, 2) as expected,
              round(v.minutes / 480.0, 2) as person_days, round(sum(v.minutes) over w / 480.0, 2) as person_days_so_far,
              case when cast(:days as numeric) is not null then sum(v.minutes) over w <= cast(:days as numeric) * 480 end as within_reach
            from risk.v_ranking v join taxpayer.v_subject s on s.id = v.subject_id
            join organization.v_office o on o.id = s.office_id and o.path like :scope
            where (:level = '' or v.level = :level)
            window w as (order by v.expected desc, v.score desc, v.finding_id rows unbounded preceding) order by 1""";

    private final JdbcClient jdbc;
    private final MessageSource messages;
    private final JsonMapper json;

    /** How many rows the list would have for the actor. */
    long count(String kind, Map<String, String> filters) {
        boolean findings = kind.equals("FINDINGS");
        var asked = jdbc.sql("select count(*) from (" + (findings ? FINDINGS : SUBJECTS) + ") x")
                .param("scope", CurrentActor.get().scope())
                .param("level", filters.getOrDefault("level", ""));
        String period = filters.getOrDefault("period", "");
        return (findings ? asked.param("period", period.isEmpty() ? null : LocalDate.parse(period + "-01")) : asked)
                .query(Long.class)
                .single();
    }

    long write(Export export, Watermark mark, OutputStream out, JobContext job) throws IOException {
        Map<String, Object> parameters = new HashMap<>();
        var filters = json.readTree(export.parameters());
        parameters.put("scope", CurrentActor.get().scope());
        parameters.put("level", filters.path("level").asString(""));
        try (Sheets sheets = new Sheets(out, jdbc, messages, Locale.forLanguageTag(export.language()), mark)) {
            job.progress(0, 1, export.title());
            if (export.kind().equals("FINDINGS")) {
                String period = filters.path("period").asString("");
                parameters.put("period", period.isEmpty() ? null : LocalDate.parse(period + "-01"));
                sheets.add("dossier.export.kind.FINDINGS", FINDINGS, parameters);
            } else if (export.kind().equals("RANKING")) {
                String days = filters.path("days").asString("");
                parameters.put("days", days.isEmpty() ? null : new BigDecimal(days));
                sheets.add("dossier.export.kind.RANKING", RANKING, parameters);
            } else {
                sheets.add("dossier.export.kind.SUBJECTS", SUBJECTS, parameters);
            }
            return sheets.rows();
        }
    }
}
