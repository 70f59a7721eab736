package io.yihu.indicator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Where an indicator comes from: its frame, the bases and views that frame reads, and the feeds behind them. */
@Component
@RequiredArgsConstructor
public class Lineage {
    private static final Pattern TABLE = Pattern.compile("(?i)\\b(?:from|join|in)\\s+\\(?\\s*([a-z]+\\.[a-z_0-9]+)");
    private final Definitions definitions;

    /** A view or table and the feeds that fill it; none where people or the run itself do. */
    public record Source(String name, List<String> feeds) {}

    /** All that one indicator hangs on. */
    public record Path(FrameDefinition frame, List<BaseDefinition> bases, List<Source> sources, List<String> feeds) {}

    public Path of(IndicatorDefinition indicator) {
        FrameDefinition frame = definitions.frame(indicator.frame());
        List<BaseDefinition> bases = definitions.bases().stream()
                .filter(base -> FrameSql.bases(frame.sql()).contains(base.name()))
                .toList();
        Map<String, Source> sources = new TreeMap<>();
        collect(frame.sql(), sources);
        bases.forEach(base -> collect(base.sql(), sources));
        TreeSet<String> feeds = new TreeSet<>();
        sources.values().forEach(source -> feeds.addAll(source.feeds()));
        return new Path(frame, bases, List.copyOf(sources.values()), List.copyOf(feeds));
    }

    private void collect(String sql, Map<String, Source> sources) {
        Matcher found = TABLE.matcher(sql);
        while (found.find()) {
            String name = found.group(1);
            sources.put(name, new Source(name, definitions.feeds(name)));
        }
    }
}
