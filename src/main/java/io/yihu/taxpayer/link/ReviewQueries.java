package io.yihu.taxpayer.link;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Slice;
import io.yihu.platform.YihuClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Pairs that wait for a person, of whom one side at least is in the actor's scope; the surest first. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class ReviewQueries {
    static final String SIDES = """
            from taxpayer.resolution_pair r
            join taxpayer.party pa on pa.id = r.party_a join taxpayer.subject sa on sa.id = pa.subject_id
            left join organization.v_office oa on oa.id = sa.office_id
            join taxpayer.party pb on pb.id = r.party_b join taxpayer.subject sb on sb.id = pb.subject_id
            left join organization.v_office ob on ob.id = sb.office_id
            """;
    static final String SEEN = """
            (oa.path like :scope or ob.path like :scope or (oa.path is null and ob.path is null and :scope = '/%'))""";
    private static final String WAITING = SIDES + " where r.superseded_at is null and r.outcome = 'QUEUED'"
            + " and pa.subject_id <> pb.subject_id and " + SEEN + """
              and (cast(:rule as text) is null or r.rule = :rule) and (cast(:veto as text) is null or r.veto = :veto)
              and (cast(:office as text) is null or exists (select from organization.v_office x where x.code = :office
                and (oa.path like x.path || '%' or ob.path like x.path || '%')))
              and (cast(:minScore as numeric) is null or r.score >= :minScore)
              and (cast(:before as timestamptz) is null or r.decided_at <= :before)
              and (cast(:state as text) is null or (:state = 'DEFERRED' and r.deferred_at is not null)
                or (:state = 'PROPOSED' and r.proposed_by is not null)
                or (:state = 'OPEN' and r.deferred_at is null and r.proposed_by is null))
            """;
    private static final String AFTER =
            " and (cast(:score as numeric) is null or r.score < :score or (r.score = :score and r.id > :id))";
    private static final String BEFORE = " and (r.score > :score or (r.score = :score and r.id < :id))";
    private static final String ROW = """
            select r.id, r.rule, r.score, r.veto, r.decided_at, sa.id as subject_a,
              coalesce((select g.name from taxpayer.registration g where g.reg_serial = r.reg_a), sa.name) as name_a, pa.tax_id as tax_id_a,
              coalesce(oa.short_name, oa.name) as office_a, coalesce(oa.path like :scope, false) as visible_a, sb.id as subject_b,
              coalesce((select g.name from taxpayer.registration g where g.reg_serial = r.reg_b), sb.name) as name_b, pb.tax_id as tax_id_b,
              coalesce(ob.short_name, ob.name) as office_b, coalesce(ob.path like :scope, false) as visible_b, r.proposed_by, r.deferred_at
            """;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** How many wait for each rule and reason. */
    public record Waiting(String rule, String veto, long n) {}

    /** Place of a pair in the queue. */
    public record Place(BigDecimal score, long id) {}

    public Slice<QueueRow> queue(QueueFilter filter, String after, int limit) {
        List<QueueRow> rows = bind(
                        filter, place(after), ROW + WAITING + AFTER + " order by r.score desc, r.id limit :limit")
                .param("limit", limit + 1)
                .query(QueueRow.class)
                .list();
        return Slice.of(rows, limit, row -> row.score() + "_" + row.id());
    }

    public List<Waiting> waiting() {
        return bind(QueueFilter.ALL, null, "select r.rule, r.veto, count(*) as n " + WAITING + """
                        and cast(:score as numeric) is null and cast(:id as bigint) is null group by r.rule, r.veto order by n desc, r.rule""")
                .query(Waiting.class)
                .list();
    }

    public Optional<Long> next(QueueFilter filter, Place place) {
        return one(filter, place, AFTER + " order by r.score desc, r.id limit 1");
    }

    public Optional<Long> previous(QueueFilter filter, Place place) {
        return place == null ? Optional.empty() : one(filter, place, BEFORE + " order by r.score, r.id desc limit 1");
    }

    private Optional<Long> one(QueueFilter filter, Place place, String rest) {
        return bind(filter, place, "select r.id " + WAITING + rest)
                .query(Long.class)
                .optional();
    }

    private JdbcClient.StatementSpec bind(QueueFilter filter, Place place, String sql) {
        return jdbc.sql(sql)
                .param("scope", CurrentActor.get().scope())
                .param("rule", filter.rule())
                .param("veto", filter.veto())
                .param("office", filter.office())
                .param("minScore", filter.minScore())
                .param(
                        "before",
                        filter.days() == null
                                ? null
                                : clock.instant()
                                        .minus(Duration.ofDays(filter.days()))
                                        .atOffset(ZoneOffset.UTC))
                .param("state", filter.state())
                .param("score", place == null ? null : place.score())
                .param("id", place == null ? null : place.id());
    }

    private static Place place(String after) {
        if (after == null || !after.matches("[01](\\.\\d{1,5})?_\\d{1,18}")) {
            return null;
        }
        int cut = after.indexOf('_');
        return new Place(new BigDecimal(after.substring(0, cut)), Long.parseLong(after.substring(cut + 1)));
    }
}
