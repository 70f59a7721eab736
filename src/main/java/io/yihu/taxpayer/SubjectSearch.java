package io.yihu.taxpayer;

import io.yihu.platform.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds taxpayers by part of a name (two characters are enough), start of a tax id, pinyin initials or a person's name. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class SubjectSearch {
    private static final String BRANCH = """
            (select s.id, '%s' as matched, %s as person, %d as rank from %s left join organization.v_office o on o.id = s.office_id
             where s.id > :after and s.merged_into is null and (s.external or o.path like :scope) and %s order by s.id limit :read)""";
    /** Names and tax ids of what was merged find the taxpayer it is part of. */
    private static final String FORMER = "taxpayer.subject a join taxpayer.subject s on s.id = a.merged_into";

    private final JdbcClient jdbc;

    /**
     * Ordered by id; nothing typed finds nothing.
     *
     * @param scope pattern for the office path, see {@code Actor.scope()}
     * @param after key of the slice before, null for the first
     */
    public Slice<SubjectHit> search(String q, String scope, String after, int limit) {
        String term = q == null ? "" : q.strip();
        if (term.isEmpty()) {
            return new Slice<>(List.of(), null);
        }
        List<SubjectHit> read = jdbc.sql("""
                        select distinct on (s.id) s.id, s.name, s.tax_id, s.external, s.status, s.office_id, o.name as office_name,
                          h.matched, h.person
                        from (%s) h join taxpayer.subject s on s.id = h.id left join organization.v_office o on o.id = s.office_id
                        order by s.id, h.rank limit :read""".formatted(String.join(" union all ", branches(term))))
                .param("q", term)
                .param("like", "%" + escape(term) + "%")
                .param("start", escape(term.toUpperCase(Locale.ROOT)) + "%")
                .param("initials", escape(term.toLowerCase(Locale.ROOT)) + "%")
                .param("scope", scope)
                .param("after", after == null ? 0L : Long.parseLong(after))
                .param("read", limit + 1)
                .query(SubjectHit.class)
                .list();
        return Slice.of(read, limit, hit -> Long.toString(hit.id()));
    }

    private static List<String> branches(String term) {
        List<String> branches = new ArrayList<>();
        String subject = "taxpayer.subject s";
        if (term.matches("[0-9A-Za-z]{3,}")) {
            branches.add(BRANCH.formatted("TAX_ID", "null::text", 1, subject, "s.tax_id like :start"));
            branches.add(BRANCH.formatted("TAX_ID", "null::text", 1, subject, "s.uscc like :start"));
            branches.add(BRANCH.formatted("TAX_ID", "null::text", 1, FORMER, "a.tax_id like :start"));
        }
        if (term.matches("[a-zA-Z]{2,}")) {
            branches.add(BRANCH.formatted("INITIALS", "null::text", 3, subject, "s.initials like :initials"));
        }
        String grams = term.length() > 1 ? " and taxpayer.bigrams(%1$s) @> taxpayer.bigrams(%2$s)" : "";
        branches.add(BRANCH.formatted(
                "NAME",
                "null::text",
                2,
                subject,
                "s.name_norm like taxpayer.norm_name(:like)"
                        + grams.formatted("s.name_norm", "taxpayer.norm_name(:q)")));
        branches.add(BRANCH.formatted(
                "NAME",
                "null::text",
                2,
                FORMER,
                "a.name_norm like taxpayer.norm_name(:like)"
                        + grams.formatted("a.name_norm", "taxpayer.norm_name(:q)")));
        if (term.matches("[\\p{IsHan}·]{2,}")) {
            branches.add(BRANCH.formatted(
                    "PERSON",
                    "p.name",
                    4,
                    "taxpayer.person p join taxpayer.person_role r on r.person_id = p.id join taxpayer.party y on y.id = r.party_id"
                            + " join taxpayer.subject s on s.id = y.subject_id",
                    "p.name like :like" + grams.formatted("p.name", ":q")));
        }
        return branches;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
