package io.yihu.exchange;

import io.yihu.exchange.mapping.DefinitionYaml;
import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All canonical feeds the registers take in, and all definitions that lead to them. */
@Component
@RequiredArgsConstructor
public class Feeds {
    private final ObjectProvider<StagedLoad> loads;
    private final JdbcClient jdbc;
    private volatile Map<String, String> files;

    /** A definition with its text. */
    public record Source(FeedDefinition definition, String yaml) {}

    public List<FeedSchema> schemas() {
        return loads.stream()
                .map(StagedLoad::schema)
                .sorted((a, b) -> a.feed().compareTo(b.feed()))
                .toList();
    }

    public Optional<StagedLoad> load(String feed) {
        return loads.stream().filter(load -> load.schema().feed().equals(feed)).findFirst();
    }

    /** Feeds and definitions a holder of that role may send. */
    public Set<String> importable(String role) {
        Set<String> codes = new HashSet<>();
        loads.stream()
                .filter(load -> load.importers().contains(role))
                .forEach(load -> codes.add(load.schema().feed()));
        Set<String> feeds = Set.copyOf(codes);
        definitions().stream()
                .map(Source::definition)
                .filter(definition -> definition.targets().stream().allMatch(target -> feeds.contains(target.feed())))
                .forEach(definition -> codes.add(definition.code()));
        return codes;
    }

    StagedLoad requireLoad(String feed) {
        return load(feed).orElseThrow(() -> Refusal.invalid("exchange.error.unknownFeed", feed));
    }

    /** The newest way to read files of that feed or definition. */
    public FeedDefinition require(String code) {
        return find(code).orElseThrow(() -> Refusal.invalid("exchange.error.unknownFeed", code));
    }

    public Optional<FeedDefinition> find(String code) {
        Optional<FeedDefinition> canonical = load(code).map(load -> FeedDefinition.canonical(load.schema()));
        return canonical.isPresent() ? canonical : source(code, null).map(Source::definition);
    }

    /** Whether nobody may see the batch's records as they were sent. */
    boolean confidential(BatchRow batch) {
        return of(batch).targets().stream()
                .anyMatch(target -> requireLoad(target.feed()).confidential());
    }

    /** The way a batch was begun with; versions never change. */
    FeedDefinition of(BatchRow batch) {
        if (batch.definition() == null) {
            return FeedDefinition.canonical(requireLoad(batch.feed()).schema());
        }
        return source(batch.definition(), batch.definitionVersion())
                .map(Source::definition)
                .orElseThrow(() -> Refusal.invalid("exchange.error.unknownFeed", batch.definition()));
    }

    /** A definition by code, in its newest version when none is named. */
    public Optional<Source> source(String code, Integer version) {
        if (version == null || version > 0) {
            Optional<Source> kept = jdbc.sql("""
                            select version, yaml from exchange.definition
                            where code = ? and version = coalesce(?, version) order by version desc limit 1""")
                    .params(code, version)
                    .query((row, n) -> source(row.getString(2), row.getInt(1)))
                    .optional();
            if (kept.isPresent()) {
                return kept;
            }
        }
        return version != null && version > 0
                ? Optional.empty()
                : Optional.ofNullable(files().get(code)).map(yaml -> source(yaml, 0));
    }

    /** Newest versions of all definitions, by code. */
    public List<Source> definitions() {
        Map<String, Source> found = new TreeMap<>();
        files().forEach((code, yaml) -> found.put(code, source(yaml, 0)));
        jdbc.sql("select distinct on (code) version, yaml from exchange.definition order by code, version desc")
                .query((row, n) -> source(row.getString(2), row.getInt(1)))
                .list()
                .forEach(source -> found.put(source.definition().code(), source));
        return new ArrayList<>(found.values());
    }

    private static Source source(String yaml, int version) {
        return new Source(DefinitionYaml.read(yaml, version), yaml);
    }

    private Map<String, String> files() {
        if (files == null) {
            Map<String, String> read = new TreeMap<>();
            try {
                for (var resource : new PathMatchingResourcePatternResolver()
                        .getResources("classpath*:definitions/exchange/*.yaml")) {
                    String yaml = resource.getContentAsString(StandardCharsets.UTF_8);
                    read.put(DefinitionYaml.read(yaml, 0).code(), yaml);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            files = read;
        }
        return files;
    }
}
