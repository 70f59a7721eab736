package io.yihu.task;

import io.yihu.grid.StaffingQueries;
import io.yihu.grid.StaffingQueries.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** How evenly work lies on the officers of the actor's scope, as saturations over all grids. */
@Component
@RequiredArgsConstructor
public class FairnessQueries {
    private static final double BAND = 0.1;
    private static final int BANDS = 16;
    private final StaffingQueries staffing;

    /**
     * Spread over one group of officers with capacity.
     *
     * @param deviation standard deviation
     * @param jain (Σx)² ÷ (n Σx²): 1 when all are equally full, 1/n when one has everything; null without any work
     */
    public record Spread(
            String name,
            int officers,
            int open,
            double least,
            double mean,
            double most,
            double deviation,
            Double jain) {}

    /** @param bands how many officers stand in each tenth of saturation, the last one is everything above */
    public record Fairness(Spread all, List<Spread> offices, List<Integer> bands, List<Member> fullest) {}

    public Fairness fairness() {
        List<Member> officers = staffing.officers().stream()
                .filter(m -> m.availableMinutes() > 0 && m.status().equals("ON_DUTY"))
                .toList();
        Map<String, List<Member>> byOffice = officers.stream()
                .collect(Collectors.groupingBy(
                        m -> m.officeName() == null ? "" : m.officeName(), LinkedHashMap::new, Collectors.toList()));
        List<Spread> offices = byOffice.entrySet().stream()
                .map(each -> spread(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing((Spread s) -> s.most() - s.least()).reversed())
                .toList();
        List<Integer> bands = new ArrayList<>(java.util.Collections.nCopies(BANDS, 0));
        officers.forEach(m -> {
            int band = (int) Math.min(BANDS - 1, m.saturation().doubleValue() / BAND);
            bands.set(band, bands.get(band) + 1);
        });
        return new Fairness(
                officers.isEmpty() ? null : spread("", officers),
                offices,
                bands,
                officers.stream().limit(10).toList());
    }

    private static Spread spread(String name, List<Member> officers) {
        double[] x =
                officers.stream().mapToDouble(m -> m.saturation().doubleValue()).toArray();
        double sum = 0;
        double squares = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        for (double each : x) {
            sum += each;
            squares += each * each;
            least = Math.min(least, each);
            most = Math.max(most, each);
        }
        double mean = sum / x.length;
        return new Spread(
                name,
                x.length,
                officers.stream().mapToInt(Member::openCount).sum(),
                least,
                mean,
                most,
                Math.sqrt(Math.max(0, squares / x.length - mean * mean)),
                squares == 0 ? null : Math.min(1, sum * sum / (x.length * squares)));
    }
}
