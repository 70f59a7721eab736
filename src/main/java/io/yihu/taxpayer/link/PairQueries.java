package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.taxpayer.MergeConcern;
import io.yihu.taxpayer.PartyMonths;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One pair with everything a person needs to decide it. */
@Component
@RequiredArgsConstructor
class PairQueries {
    private static final int MONTHS = 6;
    private static final List<String> CODED = List.of("registration_type", "taxpayer_type");
    private static final String FIELDS = """
            r.name, r.tax_id, r.uscc, r.legacy_tax_id, r.org_code, r.subject_kind, r.registration_type,
            (select case when cast(:en as boolean) then st.name_en else st.name_zh end from taxpayer.v_status st where st.code = r.status) as status,
            r.taxpayer_type,
            coalesce(i.code || ' ' || i.name, r.industry_code) as industry, coalesce(d.code || ' ' || d.name, r.division_code) as division,
            r.address, r.business_address, r.register_date::text, r.close_date::text, r.capital::text, r.phone, r.email, r.business_scope,
            (select string_agg(p.name, '、' order by p.name) from taxpayer.person_role o join taxpayer.person p on p.id = o.person_id
              where o.reg_serial = r.reg_serial and o.role = 'LEGAL_REP' and o.valid_to is null) as legal_rep
            """;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ObjectProvider<PartyMonths> invoices;
    private final List<MergeConcern> concerns;
    private final MessageSource messages;

    private record Evidence(String a, String b, Double agreement, Double weight) {}

    Optional<PairView> find(long id) {
        return jdbc.sql("""
                        select r.*, pa.subject_id as subject_a, pb.subject_id as subject_b, pa.tax_id as tax_a, pb.tax_id as tax_b,
                          sa.name as name_a, sb.name as name_b, sa.external as external_a, sb.external as external_b,
                          coalesce(oa.short_name, oa.name) as office_a, coalesce(ob.short_name, ob.name) as office_b,
                          coalesce(oa.path like :scope, false) as visible_a, coalesce(ob.path like :scope, false) as visible_b
                        """ + ReviewQueries.SIDES + " where r.id = :id and " + ReviewQueries.SEEN)
                .param("id", id)
                .param("scope", CurrentActor.get().scope())
                .query((row, n) -> {
                    Map<String, Evidence> evidence = evidence(row.getString("evidence"));
                    long a = row.getLong("party_a");
                    long b = row.getLong("party_b");
                    return new PairView(
                            id,
                            row.getInt("version"),
                            row.getString("rule"),
                            row.getBigDecimal("score"),
                            row.getString("outcome"),
                            row.getString("veto"),
                            row.getString("reason"),
                            row.getString("decided_by"),
                            row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                            row.getObject("superseded_at") == null,
                            row.getString("proposed_by"),
                            row.getString("proposed_reason"),
                            Optional.ofNullable(row.getObject("deferred_at", OffsetDateTime.class))
                                    .map(OffsetDateTime::toInstant)
                                    .orElse(null),
                            concern(new HashSet<>(List.of(row.getLong("subject_a"), row.getLong("subject_b"))))
                                    .orElse(null),
                            side(row, "a", a, b),
                            side(row, "b", b, a),
                            fields(values(a, row.getString("reg_a")), values(b, row.getString("reg_b")), evidence),
                            members(a, b));
                })
                .optional();
    }

    Optional<String> concern(Set<Long> subjects) {
        return concerns.stream()
                .map(each -> each.about(subjects))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private PairView.Side side(java.sql.ResultSet row, String which, long party, long other)
            throws java.sql.SQLException {
        boolean visible = row.getBoolean("visible_" + which);
        return new PairView.Side(
                party,
                row.getString("tax_" + which),
                row.getLong("subject_" + which),
                row.getString("name_" + which),
                row.getBoolean("external_" + which),
                row.getString("office_" + which),
                visible,
                jdbc.sql("""
                                select r.reg_serial, r.name, case when cast(:en as boolean) then st.name_en else st.name_zh end as status, r.register_date, coalesce(o.short_name, o.name) as office
                                from taxpayer.registration r left join taxpayer.v_status st on st.code = r.status
                                left join organization.v_office o on o.id = r.office_id
                                where r.party_id = :party order by r.register_date desc nulls last, r.reg_serial limit 20""")
                        .param("party", party)
                        .param(
                                "en",
                                LocaleContextHolder.getLocale().getLanguage().equals("en"))
                        .query(PairView.Registration.class)
                        .list(),
                people(party, other),
                visible
                        ? invoices.stream()
                                .findFirst()
                                .map(months -> months.last(party, MONTHS))
                                .orElse(List.of())
                        : List.of());
    }

    private List<PairView.Person> people(long party, long other) {
        return jdbc.sql("""
                        select r.role, p.name, p.id_masked, r.valid_from as since, r.valid_to as until, exists (
                          select from taxpayer.person_role q join taxpayer.person w on w.id = q.person_id
                          where q.party_id = :other and (w.id = p.id or w.id_hash = p.id_hash)) as shared
                        from taxpayer.person_role r join taxpayer.person p on p.id = r.person_id
                        where r.party_id = :party and r.role in ('LEGAL_REP', 'FIN_OFFICER', 'TAX_AGENT', 'INVOICE_COLLECTOR')
                        order by r.valid_to desc nulls first, array_position(array['LEGAL_REP', 'FIN_OFFICER', 'TAX_AGENT', 'INVOICE_COLLECTOR'], r.role)
                        limit 12""")
                .param("party", party)
                .param("other", other)
                .query(PairView.Person.class)
                .list();
    }

    /** The registration that was compared, else the one that would speak for the tax id. */
    private Map<String, Object> values(long party, String regSerial) {
        return jdbc
                .sql("select " + FIELDS + """
                        from taxpayer.registration r left join organization.v_industry i on i.code = r.industry_code
                        left join organization.v_division d on d.code = r.division_code
                        where r.party_id = :party order by r.reg_serial = :serial desc nulls last, (r.status = '03') desc nulls last,
                          r.register_date desc nulls last, r.reg_serial limit 1""")
                .param("party", party)
                .param("serial", regSerial)
                .param("en", LocaleContextHolder.getLocale().getLanguage().equals("en"))
                .query()
                .listOfRows()
                .stream()
                .findFirst()
                .map(this::inWords)
                .orElse(Map.of());
    }

    /** Codes of lists as people read them. */
    private Map<String, Object> inWords(Map<String, Object> values) {
        Map<String, Object> words = new LinkedHashMap<>(values);
        CODED.forEach(name -> words.computeIfPresent(
                name,
                (field, code) -> messages.getMessage(
                        "taxpayer.value." + field + "." + code,
                        null,
                        code.toString(),
                        LocaleContextHolder.getLocale())));
        return words;
    }

    private Map<String, Evidence> evidence(String text) {
        Map<String, Evidence> evidence = new LinkedHashMap<>();
        JsonNode fields = json.readTree(text).path("fields");
        fields.forEach(field -> evidence.put(
                field.path("field").asString(""),
                new Evidence(
                        field.path("a").isMissingNode() ? null : field.path("a").asString(null),
                        field.path("b").isMissingNode() ? null : field.path("b").asString(null),
                        number(field.path("agreement")),
                        number(field.path("weight")))));
        return evidence;
    }

    private static Double number(JsonNode node) {
        return node.isNumber() ? node.asDouble() : null;
    }

    /** Fields that neither side has and nobody compared are left out. */
    private static List<PairView.Field> fields(
            Map<String, Object> a, Map<String, Object> b, Map<String, Evidence> evidence) {
        Map<String, Evidence> rest = new LinkedHashMap<>(evidence);
        List<PairView.Field> fields = new ArrayList<>();
        List<String> names = new ArrayList<>(a.isEmpty() ? b.keySet() : a.keySet());
        for (String name : names) {
            Evidence found = rest.remove(name);
            String left = (String) a.get(name);
            String right = (String) b.get(name);
            if (left != null || right != null || found != null) {
                fields.add(field(name, left, right, found));
            }
        }
        rest.forEach((name, found) -> fields.add(field(name, found.a(), found.b(), found)));
        return fields;
    }

    private static PairView.Field field(String name, String a, String b, Evidence found) {
        return new PairView.Field(
                name,
                TextDiff.of(a, b),
                found == null ? null : found.agreement(),
                found == null ? null : found.weight());
    }

    private List<PairView.Member> members(long a, long b) {
        return jdbc.sql("""
                        with both_sides as (select subject_id, case when id = :a then 'A' else 'B' end as side from taxpayer.party where id in (:a, :b)),
                        inside as (
                          select p.id, p.tax_id, s.side, l.rule, l.score, l.pair_id from both_sides s
                          join taxpayer.party p on p.subject_id = s.subject_id and p.id not in (:a, :b)
                          left join taxpayer.party_subject l on l.party_id = p.id and l.valid_to is null),
                        waiting as (
                          select case when r.party_a in (:a, :b) then r.party_b else r.party_a end as id,
                            case when :a in (r.party_a, r.party_b) then 'A?' else 'B?' end as side, r.rule, r.score, r.id as pair_id
                          from taxpayer.resolution_pair r
                          where r.superseded_at is null and r.outcome = 'QUEUED' and (r.party_a in (:a, :b) or r.party_b in (:a, :b))
                            and not (r.party_a in (:a, :b) and r.party_b in (:a, :b)))
                        select m.tax_id, coalesce((select g.name from taxpayer.registration g where g.party_id = m.id order by g.register_date desc nulls last
                          limit 1), '') as name, m.side, m.rule, m.score, m.pair_id
                        from (select * from inside union all select w.id, p.tax_id, w.side, w.rule, w.score, w.pair_id
                          from waiting w join taxpayer.party p on p.id = w.id) m
                        order by m.side, m.tax_id limit 40""")
                .param("a", a)
                .param("b", b)
                .query((row, n) -> new PairView.Member(
                        row.getString("tax_id"),
                        row.getString("name"),
                        row.getString("side"),
                        row.getString("rule"),
                        (BigDecimal) row.getObject("score"),
                        (Long) row.getObject("pair_id")))
                .list();
    }
}
