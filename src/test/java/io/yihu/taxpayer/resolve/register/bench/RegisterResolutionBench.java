package io.yihu.taxpayer.resolve.register.bench;

import com.sun.management.OperatingSystemMXBean;
import io.yihu.demo.world.DemoGenerator;
import io.yihu.demo.world.DemoSize;
import io.yihu.support.StagedFeeds;
import io.yihu.support.StatementSampler;
import io.yihu.support.TableIndexes;
import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.EntityResolution;
import io.yihu.taxpayer.link.ResolutionQueries;
import io.yihu.taxpayer.resolve.register.RegisterRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * From loaded registers to subjects, reading and linking in the database included: 102,000 registrations, and with
 * {@code -Dbench.size=L} ten times as many; then one new registration at a time. Limits: 300 s for 1,020,000, growing no worse than
 * 1.2 × linearly; 100 ms for one. {@code -Dbench.statements=true} shows what the database was busy with, at the price of a core.
 */
@YihuIT
class RegisterResolutionBench {
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int NEWCOMERS = 60;
    private static final boolean STATEMENTS = Boolean.getBoolean("bench.statements");
    /** Filled with their searching indexes put aside: loading is not what is measured here. */
    private static final List<String> FILLED =
            List.of("taxpayer.subject", "taxpayer.registration", "taxpayer.person", "taxpayer.person_role");

    @TempDir
    Path folder;

    @Autowired
    StagedFeeds feeds;

    @Autowired
    EntityResolution resolution;

    @Autowired
    RegisterRun run;

    @Autowired
    ResolutionQueries results;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Environment environment;

    private record Cost(double wall, double cpu, long registrations) {}

    @Test
    void growth() throws IOException {
        Cost some = measure(DemoSize.M);
        newcomers(some.registrations());
        if (System.getProperty("bench.size", "M").equals("L")) {
            empty();
            Cost many = measure(DemoSize.L);
            newcomers(many.registrations());
            double factor = (double) many.registrations() / some.registrations();
            System.out.printf(
                    Locale.ROOT,
                    "growth: wall ×%.2f for ×%.2f = %.2f of linear (limit 1.20), processor of the application ×%.2f; %.0f s = %.2f of the limit of 300 s%n",
                    many.wall() / some.wall(),
                    factor,
                    many.wall() / some.wall() / factor,
                    many.cpu() / some.cpu(),
                    many.wall(),
                    many.wall() / 300);
        }
    }

    private Cost measure(DemoSize size) throws IOException {
        DemoGenerator.writeRegister(size, 20260501, true, folder);
        long began = System.nanoTime();
        load();
        double loaded = (System.nanoTime() - began) / 1e9;
        StatementSampler resolving = sampler();
        resetPeaks();
        long wall = System.nanoTime();
        long cpu = MACHINE.getProcessCpuTime();
        long id = resolution.resolveAll();
        Cost cost = new Cost(
                (System.nanoTime() - wall) / 1e9,
                (MACHINE.getProcessCpuTime() - cpu) / 1e9,
                jdbc.sql("select registrations from taxpayer.resolution_run where id = ?")
                        .param(id)
                        .query(Long.class)
                        .single());
        close(resolving);
        var quality = results.quality();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d registrations loaded in %.0f s, resolved in %.1f s (%.1f s of processor in the application), peak of the heap %d MB; %,d subjects, precision %.4f, recall %.4f%n",
                size,
                cost.registrations(),
                loaded,
                cost.wall(),
                cost.cpu(),
                peak() >> 20,
                results.totals().subjects(),
                quality.precision().share(),
                quality.recall().share());
        print(resolving, 1);
        return cost;
    }

    private void load() throws IOException {
        String database = environment.getProperty("yihu.test.database");
        List<TableIndexes.Index> aside = new ArrayList<>();
        try (Connection owner = TestDatabase.owner(database)) {
            for (String table : FILLED) {
                TableIndexes.of(owner, table).stream()
                        .filter(index -> !index.unique() && !index.name().endsWith("_without_initials"))
                        .forEach(aside::add);
            }
            TableIndexes.drop(owner, aside);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        feeds.copy("registrations", folder.resolve("registrations.csv"), "false");
        feeds.copy("persons", folder.resolve("persons.csv"), "id_number is null");
        feeds.copy(
                "person_roles",
                folder.resolve("person_roles.csv"),
                "role <> 'LEGAL_REP' or person_no not in (select person_no from taxpayer.person)");
        TableIndexes.together(
                database, aside.stream().map(TableIndexes.Index::create).toList());
        TableIndexes.together(
                database,
                FILLED.stream().map(table -> "vacuum (analyze) " + table).toList());
        feeds.copy("registration_changes", folder.resolve("registration_changes.csv"), "item <> 'TAX_ID'");
        feeds.copy("registration_truth", folder.resolve("registration_truth.csv"), "false");
    }

    /** Second registrations of firms that are there, one by one: the neighbourhood alone, and the whole load with it. */
    private void newcomers(long all) {
        List<String[]> firms = jdbc.sql("""
                        select r.reg_serial, r.name, r.uscc, r.phone, r.address from taxpayer.registration r
                        where r.uscc is not null and r.status = '03' and r.reg_serial like '%7' order by md5(r.reg_serial) limit ?""")
                .param(NEWCOMERS)
                .query((row, n) -> new String[] {
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)
                })
                .list();
        List<Double> searches = new ArrayList<>();
        List<Double> loads = new ArrayList<>();
        int linked = 0;
        StatementSampler sampler = sampler();
        for (int i = 0; i < firms.size(); i++) {
            String[] firm = firms.get(i);
            String serial = "NEW" + i;
            String taxId = "T99MA0001" + String.format("%07d", i);
            loads.add(millis(() -> {
                feeds.load(
                        "registrations",
                        "bench",
                        List.of("reg_serial", "tax_id", "uscc", "name", "status", "phone", "address", "register_date"),
                        List.of(Arrays.asList(serial, taxId, firm[2], firm[1], "09", firm[3], firm[4], "2026-01-05")));
                return 0;
            }));
            linked += jdbc.sql(
                                    "select count(distinct subject_id) = 1 from taxpayer.v_registration where reg_serial in (?, ?)")
                            .params(serial, firm[0])
                            .query(Boolean.class)
                            .single()
                    ? 1
                    : 0;
        }
        close(sampler);
        StatementSampler again = sampler();
        for (int i = 0; i < firms.size(); i++) {
            String serial = "NEW" + i;
            searches.add(millis(() -> run.some(List.of(serial))));
        }
        close(again);
        print("one registration loaded, resolved and linked", loads, all, linked + " of " + firms.size() + " linked");
        print(sampler, firms.size());
        print("one registration searched again", searches, all, "");
        print(again, firms.size());
    }

    private StatementSampler sampler() {
        if (!STATEMENTS) {
            return null;
        }
        try {
            return new StatementSampler(TestDatabase.owner(environment.getProperty("yihu.test.database")));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void close(StatementSampler sampler) {
        if (sampler != null) {
            sampler.close();
        }
    }

    private static void print(StatementSampler sampler, int times) {
        if (sampler != null) {
            sampler.print(times);
        }
    }

    private static void print(String what, List<Double> millis, long all, String more) {
        double[] sorted =
                millis.stream().skip(5).mapToDouble(each -> each).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s at %,d: median %.0f ms, p95 %.0f ms = %.2f of the limit of 100 ms, first %.0f ms %s%n",
                what,
                all,
                sorted[sorted.length / 2],
                sorted[(int) (sorted.length * 0.95)],
                sorted[(int) (sorted.length * 0.95)] / 100,
                millis.get(0),
                more);
    }

    private static double millis(LongSupplier work) {
        long began = System.nanoTime();
        work.getAsLong();
        return (System.nanoTime() - began) / 1e6;
    }

    private void empty() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        jdbc.sql("""
                        truncate taxpayer.registration, taxpayer.party, taxpayer.party_subject, taxpayer.subject, taxpayer.person, taxpayer.person_role,
                          taxpayer.change, taxpayer.former_tax_id, taxpayer.registration_truth, taxpayer.resolution_pair, taxpayer.link_move,
                          taxpayer.link_decision, taxpayer.link_pair_change, taxpayer.person_pair, taxpayer.identity_doubt""").update();
    }

    private static void resetPeaks() {
        System.gc();
        ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }
}
