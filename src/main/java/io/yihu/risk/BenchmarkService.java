package io.yihu.risk;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What indicators compare with: benchmarks set by people with dates, rates of law, tables of goods, and the peers of the newest period. */
@Service
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
public class BenchmarkService {
    static final List<String> MEASURES = List.of("VAT_BURDEN", "SALES_CHANGE", "GROSS_MARGIN", "OUTPUT_PER_KWH");
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A benchmark somebody set; * = every. */
    public record Benchmark(
            long id,
            String measure,
            String industry,
            String province,
            String taxpayerType,
            LocalDate validFrom,
            LocalDate validTo,
            Double trough,
            Double normal,
            Double peak,
            String reason,
            String setBy) {}

    /** A rate of law. */
    public record Rate(String code, LocalDate validFrom, LocalDate validTo, double value, String note) {}

    /** Peers of the newest period; province empty = the nation. */
    public record Peers(
            LocalDate period,
            String measure,
            String industry,
            String province,
            String taxpayerType,
            int n,
            double p10,
            double median,
            double p90) {}

    /** What an industry makes of what. */
    public record Transform(String industry, String inKey, String outKey, String reason) {}

    @Transactional(readOnly = true)
    public List<String> measures() {
        return MEASURES;
    }

    @Transactional(readOnly = true)
    public List<Benchmark> benchmarks() {
        return jdbc.sql("select * from risk.benchmark order by measure, valid_from desc, id desc limit 200")
                .query(Benchmark.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Rate> rates() {
        return jdbc.sql("select * from risk.rate order by code, valid_from desc")
                .query(Rate.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Transform> transforms() {
        return jdbc.sql("select * from risk.goods_transform order by industry, in_key, out_key")
                .query(Transform.class)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Peers> peers(int limit) {
        return jdbc.sql("""
                        select period, measure, industry, province, taxpayer_type, n, p10, median, p90 from risk.peer_value
                        where period = (select max(period) from risk.peer_value) order by measure, industry, taxpayer_type, province limit ?""").param(limit).query(Peers.class).list();
    }

    /** Sets a benchmark from a day on; figures as ratios, at least one of them. */
    @Traced("risk.benchmark.set")
    public void set(Benchmark wanted) {
        if (wanted.measure() == null || !MEASURES.contains(wanted.measure())) {
            throw Refusal.invalid("risk.benchmark.badMeasure");
        }
        if (!code(wanted.industry(), "[0-9]{2}")
                || !code(wanted.province(), "[0-9]{2}")
                || !code(wanted.taxpayerType(), "GENERAL|SMALL|TRANSITIONAL")) {
            throw Refusal.invalid("risk.benchmark.badGroup");
        }
        if (wanted.trough() == null && wanted.normal() == null && wanted.peak() == null) {
            throw Refusal.invalid("risk.benchmark.noFigure");
        }
        if (wanted.trough() != null && wanted.peak() != null && wanted.trough() >= wanted.peak()) {
            throw Refusal.invalid("risk.benchmark.badOrder");
        }
        if (wanted.validFrom() == null
                || wanted.validTo() != null && !wanted.validTo().isAfter(wanted.validFrom())) {
            throw Refusal.invalid("risk.benchmark.badDates");
        }
        if (wanted.reason() == null || wanted.reason().strip().length() < 4) {
            throw Refusal.invalid("risk.listing.noReason");
        }
        jdbc.sql("""
                        insert into risk.benchmark (measure, industry, province, taxpayer_type, valid_from, valid_to, trough, normal, peak, reason, set_by, set_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        wanted.measure(),
                        wanted.industry(),
                        wanted.province(),
                        wanted.taxpayerType(),
                        wanted.validFrom(),
                        wanted.validTo(),
                        wanted.trough(),
                        wanted.normal(),
                        wanted.peak(),
                        wanted.reason().strip(),
                        CurrentActor.get().login(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        Trail.object("benchmark", wanted.measure());
        Trail.note("group", wanted.industry() + "/" + wanted.province() + "/" + wanted.taxpayerType());
        Trail.note("normal", wanted.normal());
        Trail.note("reason", wanted.reason().strip());
    }

    private static boolean code(String text, String pattern) {
        return text != null && (text.equals("*") || text.matches(pattern));
    }
}
