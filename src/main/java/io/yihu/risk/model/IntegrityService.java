package io.yihu.risk.model;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorDefinition;
import io.yihu.indicator.IndicatorText;
import io.yihu.indicator.Lineage;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** What does not hang together: conditions on nothing, indicators nobody uses, lines that never or always hit, windows longer than the data. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class IntegrityService {
    private static final double ALWAYS = 0.5;
    private final Models models;
    private final Definitions definitions;
    private final Lineage lineage;
    private final IndicatorText text;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Kinds of flaws, gravest first. */
    public enum Flaw {
        DANGLING,
        WINDOW,
        NO_DATA,
        NEVER,
        ALWAYS,
        UNUSED
    }

    /** One thing that does not hang together; the figure is what it is about, a share or the months of a window, of which there are so many. */
    public record Finding(Flaw flaw, String code, String title, String model, Double figure, Integer months) {}

    /** Months looked back over, more than there are. */
    private record Window(int wanted, int there) {}

    @Traced(value = "risk.integrity.view", read = true)
    public List<Finding> findings() {
        Trail.object("model", "all");
        List<Finding> found = new ArrayList<>();
        Set<String> used = new HashSet<>();
        Map<String, Double> shares = shares();
        Map<String, Double> coverage = coverage();
        Map<String, Integer> months = monthsByFeed();
        boolean judged = !shares.isEmpty();
        for (Models.Live live : models.live(LocalDate.now(clock))) {
            ModelSpec spec = models.spec(live.id());
            codes(spec).forEach(code -> {
                used.add(code);
                if (definitions.indicator(code).isEmpty()) {
                    found.add(new Finding(Flaw.DANGLING, code, code, spec.titleZh(), null, null));
                }
            });
            for (ModelSpec.Line line : spec.lines()) {
                if (definitions.indicator(line.code()).isPresent()) {
                    line(line.code(), spec, judged, shares, coverage, found);
                    tooLong(line.code(), months)
                            .ifPresent(window -> found.add(new Finding(
                                    Flaw.WINDOW,
                                    line.code(),
                                    text.title(line.code()),
                                    spec.titleZh(),
                                    (double) window.wanted(),
                                    window.there())));
                }
            }
        }
        definitions.indicators().stream()
                .filter(i -> i.module().equals("risk") && !used.contains(i.code()))
                .forEach(i -> found.add(new Finding(Flaw.UNUSED, i.code(), text.title(i.code()), null, null, null)));
        found.sort(Comparator.comparing(Finding::flaw).thenComparing(Finding::code));
        return found;
    }

    /** Months of invoices there are, counted to the newest period. */
    @Traced(value = "risk.integrity.view", read = true)
    public int months() {
        return monthsOfData();
    }

    private void line(
            String code,
            ModelSpec spec,
            boolean judged,
            Map<String, Double> shares,
            Map<String, Double> coverage,
            List<Finding> found) {
        double share = shares.getOrDefault(code, 0.0);
        Double known = coverage.get(code);
        if (known != null && known == 0) {
            found.add(new Finding(Flaw.NO_DATA, code, text.title(code), spec.titleZh(), 0.0, null));
        } else if (judged && share == 0) {
            found.add(new Finding(Flaw.NEVER, code, text.title(code), spec.titleZh(), known, null));
        } else if (known != null && known > 0 && share / known > ALWAYS) {
            found.add(new Finding(Flaw.ALWAYS, code, text.title(code), spec.titleZh(), share / known, null));
        }
    }

    private static Stream<String> codes(ModelSpec spec) {
        return Stream.concat(
                        spec.lines().stream().map(ModelSpec.Line::code),
                        spec.rules().stream()
                                .flatMap(rule -> rule.rows().stream())
                                .filter(row -> row.kind() == ModelSpec.Kind.COMPARE
                                        || row.kind() == ModelSpec.Kind.AGAINST
                                        || row.kind() == ModelSpec.Kind.MISSING)
                                .flatMap(row -> Stream.of(row.code(), row.other()))
                                .filter(code -> code != null))
                .distinct();
    }

    /** The months an indicator looks back over, where one of the feeds it hangs on has fewer. */
    private Optional<Window> tooLong(String code, Map<String, Integer> months) {
        IndicatorDefinition indicator = definitions.indicator(code).orElseThrow();
        return lineage.of(indicator).feeds().stream()
                .map(months::get)
                .filter(there -> there != null && there < indicator.months())
                .min(Comparator.naturalOrder())
                .map(there -> new Window(indicator.months(), there));
    }

    /** Months to the newest period there are of each feed that comes by months. */
    private Map<String, Integer> monthsByFeed() {
        Map<String, Integer> months = new HashMap<>();
        int invoices = monthsOfData();
        if (invoices > 0) {
            definitions.feeds("invoice.v_fact_subject_month").forEach(feed -> months.put(feed, invoices));
        }
        jdbc.sql("""
                        select f.source, (extract(year from age(r.period, f.first)) * 12 + extract(month from age(r.period, f.first)) + 1)::int
                        from (select max(period) as period from indicator.v_run where state = 'DONE') r
                        join (select source, min(period) as first from taxpayer.v_source_period group by source) f on f.first <= r.period""").query(row -> {
            months.put(row.getString(1), row.getInt(2));
        });
        return months;
    }

    private int monthsOfData() {
        return jdbc.sql("""
                        select coalesce(max(extract(year from age(r.period, f.first)) * 12 + extract(month from age(r.period, f.first)) + 1), 0)::int
                        from (select max(period) as period from indicator.v_run where state = 'DONE') r
                        cross join (select min(month) as first from invoice.v_fact_subject_month) f
                        where r.period is not null and f.first is not null""").query(Integer.class).single();
    }

    /** Share of subjects hit by code, of findings in the newest run. */
    private Map<String, Double> shares() {
        Map<String, Double> shares = new HashMap<>();
        jdbc.sql("""
                        with newest as (select max(id) as id from indicator.v_run where state = 'DONE'),
                          everybody as (select count(*)::double precision as n from risk.judgement j join newest r on r.id = j.run_id)
                        select c.code, count(*) / (select nullif(n, 0) from everybody) as share
                        from risk.finding f join newest r on r.id = f.run_id and not f.parked cross join unnest(f.hit_codes) c(code) group by c.code""").query(row -> {
            shares.put(row.getString(1), row.getDouble(2));
        });
        return shares;
    }

    /** Share of subjects with a value by code, in the newest run. */
    private Map<String, Double> coverage() {
        Map<String, Double> coverage = new HashMap<>();
        jdbc.sql("""
                        select i.code, count(v."values"[i.position])::double precision / nullif(count(*), 0) as share
                        from indicator.v_indicator i
                        join indicator.v_vector v on v.catalogue_version = i.catalogue_version
                          and v.period = (select max(period) from indicator.v_run where state = 'DONE')
                        group by i.code""").query(row -> {
            coverage.put(row.getString(1), row.getDouble(2));
        });
        return coverage;
    }
}
