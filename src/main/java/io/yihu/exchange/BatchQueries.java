package io.yihu.exchange;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Batches and their reports; a sender sees its own, the system administrator those of offices and officers. */
@Component
@RequiredArgsConstructor
public class BatchQueries {
    private final JdbcClient jdbc;
    private final Batches batches;
    private final Feeds feeds;
    private final MessageSource messages;

    /** Rejects or warnings of one reason; of very many warnings only some are listed line by line. */
    public record ReasonCount(String reason, boolean warning, long rows, Long listed) {
        public boolean all() {
            return listed != null && listed == rows;
        }
    }

    /** One slice of the merge. */
    public record SliceRow(
            String feed, int position, String slice, boolean done, long inserted, long updated, long unchanged) {}

    /** A batch whose rows the actor may read. */
    public BatchRow visible(long id) {
        return batches.find(id).filter(this::rowsVisible).orElseThrow(Refusal::notFound);
    }

    /** A batch whose report the actor may read: rows in the registers lead supervisors here, figures name nobody. */
    public BatchRow report(long id) {
        return batches.find(id)
                .filter(batch -> rowsVisible(batch) || CurrentActor.get().has(Roles.SUPERVISOR))
                .orElseThrow(Refusal::notFound);
    }

    public boolean rowsVisible(BatchRow batch) {
        Actor actor = CurrentActor.get();
        String code = batch.definition() == null ? batch.feed() : batch.definition();
        return seesAll(actor)
                || batch.createdBy().equals(actor.login())
                || actor.has(Roles.SYSTEM_ADMIN)
                        && feeds.importable(Roles.SYSTEM_ADMIN).contains(code);
    }

    /** Newest first; {@code after} is the id the page before ended with. */
    public Slice<BatchRow> list(String feed, String state, Long after, int limit) {
        Actor actor = CurrentActor.get();
        List<BatchRow> rows = jdbc.sql("select " + Batches.COLUMNS + " " + """
                         from exchange.batch
                        where (:all or created_by = :login or coalesce(definition, feed) = any(:codes)) and (:feed = '' or feed = :feed or definition = :feed)
                          and (:state = '' or state = :state) and id < :after
                        order by id desc limit :limit""")
                .param("all", seesAll(actor))
                .param("login", actor.login())
                .param("codes", administered(actor))
                .param("feed", feed == null ? "" : feed)
                .param("state", state == null ? "" : state)
                .param("after", after == null ? Long.MAX_VALUE : after)
                .param("limit", limit + 1)
                .query(Batches::row)
                .list();
        return Slice.of(rows, limit, row -> Long.toString(row.id()));
    }

    /** The batch that has loaded, or is loading, the same bytes; null when there is none. */
    public Long earlierLoad(BatchRow batch) {
        return batches.sameFile(batch.mapping(), batch.sha256())
                .map(BatchRow::id)
                .filter(id -> id != batch.id())
                .orElse(null);
    }

    public List<ReasonCount> reasons(long batch) {
        return jdbc.sql("""
                        select reason, warning, sum(n)::bigint as rows, sum(n) filter (where listed)::bigint as listed from (
                          select reason, warning, count(*) as n, true as listed from exchange.reject where batch_id = ? group by 1, 2
                          union all select reason, true, rows, false from exchange.reject_unlisted where batch_id = ?) r
                        group by reason, warning order by warning, rows desc, reason""").params(batch, batch).query(ReasonCount.class).list();
    }

    public List<SliceRow> slices(long batch) {
        return jdbc.sql("""
                        select p.feed, s.position, s.slice, s.done, s.inserted, s.updated, s.unchanged
                        from exchange.batch_slice s join exchange.batch_part p using (batch_id, part)
                        where batch_id = ? order by part, position""").param(batch).query(SliceRow.class).list();
    }

    /** The report as one JSON object. */
    public Map<String, Object> summary(BatchRow batch, Locale locale) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("batch", batch.id());
        answer.put("feed", batch.feed());
        answer.put("definition", batch.definition());
        answer.put("source", batch.source());
        answer.put("fileName", batch.fileName());
        answer.put("sha256", batch.sha256());
        answer.put("state", batch.state());
        answer.put("stateText", text("exchange.state." + batch.state(), locale));
        answer.put("dryRun", batch.wanted().equals("CHECK"));
        answer.put(
                "rows",
                ordered(
                        "read", batch.read(),
                        "loaded", batch.loaded(),
                        "inserted", batch.inserted(),
                        "updated", batch.updated(),
                        "unchanged", batch.unchanged(),
                        "repeated", batch.repeated(),
                        "filtered", batch.filtered(),
                        "rejected", batch.rejected(),
                        "warned", batch.warned()));
        Map<String, Object> rejected = new LinkedHashMap<>();
        Map<String, Object> warned = new LinkedHashMap<>();
        reasons(batch.id()).forEach(count -> (count.warning() ? warned : rejected).put(count.reason(), count.rows()));
        answer.put("rejectedByReason", rejected);
        answer.put("warnedByReason", warned);
        answer.put("unknownColumns", batch.unknownColumns());
        answer.put(
                "millis",
                ordered("staging", batch.stagingMillis(), "checks", batch.checkMillis(), "merge", batch.mergeMillis()));
        answer.put("why", why(batch, locale));
        answer.put("createdAt", batch.createdAt());
        answer.put("finishedAt", batch.finishedAt());
        return answer;
    }

    /** Why a batch was refused or failed, in words; null when it was not. */
    public String why(BatchRow batch, Locale locale) {
        if (batch.refusal() != null) {
            return messages.getMessage(
                    "exchange.refused." + batch.refusal(),
                    batch.refusalArguments().toArray(),
                    batch.refusal(),
                    locale);
        }
        return batch.reference() == null
                ? null
                : messages.getMessage("exchange.failed", new Object[] {batch.reference()}, locale);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }

    static boolean seesAll(Actor actor) {
        return actor.accountId() == null && actor.login().equals(Actor.SYSTEM.login());
    }

    private String[] administered(Actor actor) {
        return actor.has(Roles.SYSTEM_ADMIN)
                ? feeds.importable(Roles.SYSTEM_ADMIN).toArray(String[]::new)
                : new String[0];
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
