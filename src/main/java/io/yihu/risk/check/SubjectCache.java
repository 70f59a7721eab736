package io.yihu.risk.check;

import io.yihu.indicator.Catalogue;
import io.yihu.indicator.Vectors;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.Models;
import io.yihu.risk.model.VectorBatch;
import io.yihu.risk.model.VectorReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Stored vectors and live models kept in memory until a run, a list or a model changes. */
@Component
@RequiredArgsConstructor
class SubjectCache {
    private static final int MOST = 50_000;
    private static final long FRESH_NANOS = 2_000_000_000L;
    private static final long LIVE_NANOS = 60_000_000_000L;
    private static final int MEMORY = 11;
    private final JdbcClient jdbc;
    private final VectorReader reader;
    private final Vectors vectors;
    private final Catalogue catalogue;
    private final Models models;
    private final YihuClock clock;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private volatile State state;

    private record Kept(CheckedSubject subject, long until) {}

    private record Newest(Long runId, LocalDate period, LocalDate asOf, Integer catalogueVersion, String stamp) {}

    /** The world as it is for a couple of seconds. */
    private record State(Newest newest, List<Models.Live> live, LocalDate day, long until) {}

    /** Unknown, external and cancelled ones are refused alike. */
    CheckedSubject of(String taxId) {
        State now = state();
        Kept known = kept.get(taxId);
        if (known != null && known.until() > System.nanoTime()) {
            return known.subject();
        }
        CheckedSubject subject = read(taxId, now);
        if (kept.size() >= MOST) {
            kept.clear();
        }
        boolean stored = subject.asOf().equals(now.newest().asOf());
        kept.put(taxId, new Kept(subject, System.nanoTime() + (stored ? 600_000_000_000L : LIVE_NANOS)));
        return subject;
    }

    /** The model that judges a subject, and its version. */
    Models.Live model(CheckedSubject subject) {
        State now = state();
        return now.live()
                .get(Models.pick(now.live(), subject.industry(), subject.batch().offices()[0]));
    }

    CompiledModel compiled(Models.Live model, Catalogue.Version version) {
        return models.compiled(model.id(), version);
    }

    private State state() {
        State now = state;
        LocalDate today = LocalDate.now(clock);
        if (now == null || now.until() < System.nanoTime() || !now.day().equals(today)) {
            Newest newest = newest();
            List<Models.Live> live = models.live(today);
            if (now == null
                    || !newest.equals(now.newest())
                    || !live.equals(now.live())
                    || !now.day().equals(today)) {
                kept.clear();
            }
            now = new State(newest, live, today, System.nanoTime() + FRESH_NANOS);
            state = now;
        }
        return now;
    }

    private Newest newest() {
        return jdbc.sql("""
                        select r.id as run_id, r.period, r.as_of, r.catalogue_version, concat_ws('.',
                          (select count(*) || '-' || count(valid_to) from risk.listing),
                          (select count(*) || '-' || coalesce(max(decided_at)::text, '') from risk.level_override)) as stamp
                        from (select 1) one left join lateral (select id, period, as_of, catalogue_version from indicator.v_run
                          where state = 'DONE' and catalogue_version is not null order by period desc, id desc limit 1) r on true""").query(Newest.class).single();
    }

    private static final String FOUND = """
            select s.id, coalesce(s.industry_code, '') as industry, coalesce(s.division_code, '') as division, o.path as office
            from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id""";

    private record Found(long id, String industry, String division, String office) {}

    private CheckedSubject read(String taxId, State now) {
        Found found = jdbc.sql(
                        FOUND
                                + " where (s.tax_id = :id or s.uscc = :id) and not s.external order by s.tax_id = :id desc limit 1")
                .param("id", taxId)
                .query(Found.class)
                .optional()
                .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "risk.check.unknown", taxId));
        if (now.newest().runId() != null) {
            Catalogue.Version version = catalogue.version(now.newest().catalogueVersion());
            VectorBatch batch = reader.one(
                    new VectorReader.Wish(
                            now.newest().period(), LocalDate.now(clock), version.size(), null, MEMORY, true),
                    found.id());
            if (batch.size() == 1) {
                return new CheckedSubject(
                        found.id(),
                        found.industry(),
                        batch,
                        version,
                        now.newest().asOf());
            }
        }
        return computed(found, LocalDate.now(clock))
                .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "risk.check.unknown", taxId));
    }

    /** A taxpayer with its vector as of a day, computed this moment and not remembered; empty where there is none to compute. */
    Optional<CheckedSubject> at(long subjectId, LocalDate asOf) {
        return jdbc.sql(FOUND + " where s.id = :id and not s.external")
                .param("id", subjectId)
                .query(Found.class)
                .optional()
                .flatMap(found -> computed(found, asOf));
    }

    private Optional<CheckedSubject> computed(Found found, LocalDate asOf) {
        Catalogue.Version version = catalogue.current();
        return vectors.live(found.id(), asOf)
                .map(vector -> new CheckedSubject(
                        found.id(),
                        found.industry(),
                        VectorBatch.single(
                                found.id(),
                                vector,
                                CompiledModel.EVENT_ITEMS.size(),
                                found.industry(),
                                found.division(),
                                found.office()),
                        version,
                        asOf));
    }
}
