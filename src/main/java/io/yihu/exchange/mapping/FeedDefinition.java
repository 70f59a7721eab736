package io.yihu.exchange.mapping;

import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.reading.ReadOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the files of one sender become canonical feeds.
 *
 * @param version 0 for files of the application, 1… for versions made on the page
 * @param canonical the file has the canonical columns by their names; optional ones may be absent
 */
public record FeedDefinition(
        String code,
        int version,
        String titleZh,
        String titleEn,
        String source,
        ReadOptions options,
        List<Target> targets,
        boolean canonical) {

    /**
     * One canonical feed made from each record.
     *
     * @param where conditions that must all hold; records left out are counted
     * @param repeats how records that share a number are told apart, null when the key speaks for itself
     * @param firstOnly the first record of a key stands for all later ones
     */
    public record Target(
            String feed, List<Condition> where, Map<String, ColumnRule> columns, Repeats repeats, boolean firstOnly) {}

    /** The source column's word is one of these, or none of these. */
    public record Condition(String column, Set<String> words, boolean in) {
        boolean holds(String word) {
            return words.contains(word == null ? "" : word) == in;
        }
    }

    /**
     * The sender repeats numbers: the second and later records of the same {@code over} get a suffix on {@code column}, so that
     * none is lost, and a warning each.
     */
    public record Repeats(List<String> over, String column, String suffix) {}

    /** What a batch remembers as the way it was read. */
    public String mapping() {
        return canonical ? code : code + "@" + version;
    }

    /** A file that already has the canonical columns. */
    public static FeedDefinition canonical(FeedSchema schema) {
        Map<String, ColumnRule> columns = new LinkedHashMap<>();
        schema.columns().forEach(column -> columns.put(column.name(), ColumnRule.rename(column.name())));
        Target target = new Target(schema.feed(), List.of(), columns, null, false);
        return new FeedDefinition(
                schema.feed(), 0, schema.feed(), schema.feed(), null, ReadOptions.DETECT, List.of(target), true);
    }
}
