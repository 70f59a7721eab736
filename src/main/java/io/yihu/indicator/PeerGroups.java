package io.yihu.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Twelve-month figures of all peers, put aside part by part and compared group by group, one measure in memory at a time. */
@Component
@RequiredArgsConstructor
class PeerGroups {
    /** Below that a group says nothing and the wider one stands in. */
    static final int FEWEST = 30;

    private static final int STEPS = 20;
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    void keepNames(RunContext run, int part, String series, String[] own, String[] wide) {
        jdbc.sql("""
                        insert into indicator.peer_part (run_id, series, part, measure, own, wide) values (?, ?, ?, '', ?, ?)
                        on conflict (run_id, series, measure, part) do update set own = excluded.own, wide = excluded.wide""").params(run.runId(), series, part, own, wide).update();
    }

    void keepValues(RunContext run, int part, String series, String measure, double[] values) {
        jdbc.sql("""
                        insert into indicator.peer_part (run_id, series, part, measure, "values") values (?, ?, ?, ?, ?)
                        on conflict (run_id, series, measure, part) do update set "values" = excluded."values\"""").params(run.runId(), series, part, measure, values).update();
    }

    void forget(RunContext run) {
        jdbc.sql("delete from indicator.peer_part where run_id = ?")
                .param(run.runId())
                .update();
    }

    /** Writes the cuts of every measure and group that is large enough. */
    void compare(RunContext run, FeatureSeries series) {
        Map<String, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        int[][] groups = members(run, series, numbers, names);
        List<Group> found = new ArrayList<>();
        for (FeatureSeries.Measure measure : series.measures()) {
            double[][] sorted = sorted(values(run, series, measure.code()), groups, names.size());
            for (int g = 0; g < sorted.length; g++) {
                if (sorted[g].length >= FEWEST) {
                    found.add(new Group(measure.code(), names.get(g), sorted[g].length, cuts(sorted[g])));
                }
            }
        }
        BinaryCopy.write(
                dataSource,
                "copy indicator.peer_group (run_id, measure, name, n, cuts) from stdin (format binary)",
                out -> {
                    for (Group group : found) {
                        out.row(5);
                        out.bigint(run.runId());
                        out.text(group.measure());
                        out.text(group.name());
                        out.integer(group.n());
                        out.array(single(group.cuts()), 0, false);
                    }
                });
    }

    private record Group(String measure, String name, int n, double[] cuts) {}

    /** Number of the own and of the wider group of every member, in the order of the parts. */
    private int[][] members(RunContext run, FeatureSeries series, Map<String, Integer> numbers, List<String> names) {
        List<int[]> members = new ArrayList<>();
        jdbc.sql(
                        "select own, wide from indicator.peer_part where run_id = ? and series = ? and measure = '' order by part")
                .params(run.runId(), series.name())
                .query(row -> {
                    String[] own = (String[]) row.getArray(1).getArray();
                    String[] wide = (String[]) row.getArray(2).getArray();
                    for (int i = 0; i < own.length; i++) {
                        members.add(new int[] {number(own[i], numbers, names), number(wide[i], numbers, names)});
                    }
                });
        return members.toArray(int[][]::new);
    }

    private static int number(String name, Map<String, Integer> numbers, List<String> names) {
        return numbers.computeIfAbsent(name, fresh -> {
            names.add(fresh);
            return names.size() - 1;
        });
    }

    private double[] values(RunContext run, FeatureSeries series, String measure) {
        List<double[]> parts = new ArrayList<>();
        BinaryCopy.read(
                dataSource,
                "copy (select \"values\" from indicator.peer_part where run_id = " + run.runId() + " and series = '"
                        + series.name() + "' and measure = '" + measure
                        + "' order by part) to stdout (format binary)",
                in -> parts.add(BinaryCopy.readArray(in)));
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /** By group, what is known of its members, in order. */
    private static double[][] sorted(double[] values, int[][] groups, int count) {
        int[] sizes = new int[count];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                sizes[groups[i][0]]++;
                sizes[groups[i][1]]++;
            }
        }
        double[][] sorted = new double[count][];
        Arrays.setAll(sorted, g -> new double[sizes[g]]);
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                for (int group : groups[i]) {
                    sorted[group][--sizes[group]] = values[i];
                }
            }
        }
        Arrays.stream(sorted).parallel().forEach(Arrays::sort);
        return sorted;
    }

    /** Values at every 5 per cent, in between by proportion. */
    static double[] cuts(double[] sorted) {
        double[] cuts = new double[STEPS + 1];
        for (int step = 0; step <= STEPS; step++) {
            double at = step / (double) STEPS * (sorted.length - 1);
            int low = (int) Math.floor(at);
            int high = (int) Math.ceil(at);
            cuts[step] = sorted[low] + (at - low) * (sorted[high] - sorted[low]);
        }
        return cuts;
    }

    private static double[][] single(double[] row) {
        double[][] columns = new double[row.length][];
        Arrays.setAll(columns, i -> new double[] {row[i]});
        return columns;
    }
}
