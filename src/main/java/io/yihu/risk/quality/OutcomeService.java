package io.yihu.risk.quality;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Lists of what is known of taxpayers from elsewhere; the ranking is compared with them, nothing learns from them. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class OutcomeService {
    private static final int EXAMPLES = 20;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A list; {@code strangers} of its tax numbers are no taxpayer here. */
    public record Listed(
            long id,
            String title,
            String meaning,
            long bad,
            long good,
            int strangers,
            String strangerExamples,
            String loadedBy,
            Instant loadedAt) {}

    private static final String LISTED = """
            select l.id, l.title, l.meaning, count(k.*) filter (where k.bad) as bad, count(k.*) filter (where not k.bad) as good, l.strangers,
              array_to_string(l.stranger_examples, ' ') as stranger_examples, coalesce((select a.name from organization.v_account a where a.login = l.loaded_by), l.loaded_by) as loaded_by, l.loaded_at
            from risk.outcome_list l left join risk.known_outcome k on k.list_id = l.id""";

    /** Keeps a list; tax numbers nobody has here are counted and some of them named. */
    @Traced("risk.outcome.load")
    public long load(String title, String meaning, String text) {
        if (title == null || title.strip().length() < 2 || title.strip().length() > 80) {
            throw Refusal.invalid("risk.outcome.noTitle");
        }
        if (meaning == null || meaning.strip().length() < 4 || meaning.strip().length() > 300) {
            throw Refusal.invalid("risk.outcome.noMeaning");
        }
        Map<String, Boolean> outcomes = OutcomeLines.read(text);
        String[] taxIds = outcomes.keySet().toArray(String[]::new);
        Boolean[] bad = outcomes.values().toArray(Boolean[]::new);
        Set<String> known =
                jdbc.sql("""
                        select p.tax_id from taxpayer.v_party p where p.tax_id = any (?) and p.subject_id is not null and not p.external""").param(taxIds).query(String.class).list().stream().collect(Collectors.toSet());
        if (IntStream.range(0, bad.length)
                        .filter(i -> known.contains(taxIds[i]))
                        .mapToObj(i -> bad[i])
                        .distinct()
                        .count()
                < 2) {
            throw Refusal.invalid("risk.outcome.unknown", known.size());
        }
        String[] strangers =
                Arrays.stream(taxIds).filter(id -> !known.contains(id)).toArray(String[]::new);
        long id = jdbc.sql("""
                        insert into risk.outcome_list (title, meaning, strangers, stranger_examples, loaded_by, loaded_at)
                        values (?, ?, ?, ?, ?, ?) returning id""")
                .params(
                        title.strip(),
                        meaning.strip(),
                        strangers.length,
                        Arrays.stream(strangers).limit(EXAMPLES).toArray(String[]::new),
                        CurrentActor.get().login(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        int rows = jdbc.sql("""
                        insert into risk.known_outcome (party_id, list_id, bad)
                        select p.id, ?, o.bad from unnest(cast(? as text[]), cast(? as boolean[])) o(tax_id, bad)
                        join taxpayer.v_party p on p.tax_id = o.tax_id and p.subject_id is not null and not p.external""").params(id, taxIds, bad).update();
        Trail.object("outcomeList", id);
        Trail.note("name", title.strip());
        Trail.note("rows", rows);
        return id;
    }

    /** Throws a list away with everything in it. */
    @Traced("risk.outcome.remove")
    public void remove(long id) {
        Trail.object("outcomeList", id);
        if (jdbc.sql("delete from risk.outcome_list where id = ?").param(id).update() == 0) {
            throw Refusal.notFound();
        }
    }

    /** All lists, newest first. */
    @Traced(value = "risk.outcome.view", read = true)
    public List<Listed> lists() {
        Trail.object("outcomeList", "all");
        return jdbc.sql(LISTED + " group by l.id order by l.id desc limit 100")
                .query(Listed.class)
                .list();
    }

    /** One list. */
    @Traced(value = "risk.outcome.view", read = true)
    public Listed list(long id) {
        Trail.object("outcomeList", id);
        return jdbc.sql(LISTED + " where l.id = ? group by l.id")
                .param(id)
                .query(Listed.class)
                .optional()
                .orElseThrow(Refusal::notFound);
    }
}
