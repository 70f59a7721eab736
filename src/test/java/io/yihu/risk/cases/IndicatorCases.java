package io.yihu.risk.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All cases; an indicator without one does not pass the guard. */
public final class IndicatorCases {
    private IndicatorCases() {}

    /** Puts the rows of all cases into the world and says what must come out. */
    public static List<IndicatorCase> of(World world) {
        List<IndicatorCase> all = new ArrayList<>(ControlCases.of(world));
        all.addAll(IssuingCases.of(world));
        all.addAll(TradeCases.of(world));
        all.addAll(ReturnCases.of(world));
        all.addAll(SourceCases.of(world));
        all.addAll(ExportCases.of(world));
        all.addAll(NetworkCases.of(world));
        return all;
    }

    public static Set<String> codes() {
        return of(new World()).stream()
                .filter(one -> one.value() != null)
                .map(IndicatorCase::code)
                .collect(Collectors.toSet());
    }
}
