package io.yihu.dossier;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Taxpayers of the scope by name, tax id, office and level, in the order of their numbers. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class SubjectListQueries {
    private static final List<String> LEVELS = List.of("HIGH", "MEDIUM", "LOW", "NONE");
    private final JdbcClient jdbc;

    /**
     * What is asked for; null or blank means any.
     *
     * @param q part of the name, start of the tax id or pinyin initials
     * @param office number or code of an office, its whole subtree
     * @param level HIGH MEDIUM LOW, or NONE for those without a level
     */
    public record Ask(String q, String taxId, String level, String office) {}

    /** A taxpayer as lists show it; level and score are null before the first judgement. */
    public record Row(
            long id,
            String name,
            String taxId,
            boolean external,
            String status,
            Long officeId,
            String officeName,
            long registrations,
            String level,
            BigDecimal score) {}

    public Slice<Row> list(Ask ask, String after, int limit) {
        if (after != null && !after.matches("\\d{1,18}")) {
            throw Refusal.invalid("dossier.list.key");
        }
        String level = blank(ask.level()).toUpperCase(Locale.ROOT);
        if (!level.isEmpty() && !LEVELS.contains(level)) {
            throw Refusal.invalid("dossier.list.level", level);
        }
        String q = blank(ask.q());
        String word = escape(q);
        boolean code = q.matches("[0-9A-Za-z]{3,}");
        List<Row> rows = jdbc.sql(SQL.formatted(q.length() > 1 ? GRAMS : ""))
                .param("scope", CurrentActor.get().scope())
                .param("after", after == null ? Long.MIN_VALUE : Long.parseLong(after))
                .param("taxId", escape(blank(ask.taxId()).toUpperCase(Locale.ROOT)) + "%")
                .param("q", q)
                .param("name", "%" + word + "%")
                .param("code", code ? word.toUpperCase(Locale.ROOT) + "%" : "")
                .param("initials", q.matches("[a-zA-Z]{2,}") ? word.toLowerCase(Locale.ROOT) + "%" : "")
                .param("office", blank(ask.office()))
                .param("level", level)
                .param("limit", limit + 1)
                .query(Row.class)
                .list();
        return Slice.of(rows, limit, row -> Long.toString(row.id()));
    }

    private static final String GRAMS =
            "taxpayer.bigrams(s.name_norm) @> taxpayer.bigrams(taxpayer.norm_name(:q)) and ";

    private static final String SQL = """
            select s.id, s.name, s.tax_id, s.external, s.status, s.office_id, coalesce(o.short_name, o.name) as office_name,
              (select count(*) from taxpayer.v_registration r where r.subject_id = s.id) as registrations, l.level, l.score
            from taxpayer.v_subject s
            left join organization.v_office o on o.id = s.office_id
            left join risk.v_subject_level l on l.subject_id = s.id
            where s.id > :after and (o.path like :scope or s.external and :office = '' and :level = '' and (:q || :taxId) <> '%%')
              and (:taxId = '%%' or s.tax_id like :taxId or s.uscc like :taxId)
              and (:q = '' or (%s s.name_norm like taxpayer.norm_name(:name))
                or :code <> '' and (s.tax_id like :code or s.uscc like :code) or :initials <> '' and s.initials like :initials)
              and (:office = '' or o.path like (select t.path || '%%' from organization.v_office t
                where t.code = :office or t.id::text = :office limit 1))
              and (:level = '' or coalesce(l.level, 'NONE') = :level)
            order by s.id limit :limit""";

    private static String blank(String text) {
        return text == null ? "" : text.strip();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
