package io.yihu.exchange;

import io.yihu.exchange.mapping.DefinitionYaml;
import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Definitions made on the page: every save is a new version, batches keep the one they began with. */
@Service
@RequiredArgsConstructor
public class DefinitionService {
    private final Feeds feeds;
    private final PreviewQueries previews;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** Saves and returns the code. */
    @Traced("exchange.definition.save")
    public String save(String yaml, String note, Locale locale) {
        FeedDefinition definition;
        try {
            definition = DefinitionYaml.read(yaml, 0);
        } catch (DefinitionYaml.Unusable e) {
            throw Refusal.invalid("exchange.definition.refused", previews.unusable(e, locale));
        }
        if (feeds.load(definition.code()).isPresent()) {
            throw Refusal.invalid("exchange.definition.refused", definition.code());
        }
        for (FeedDefinition.Target target : definition.targets()) {
            Set<String> strangers = new LinkedHashSet<>(target.columns().keySet());
            feeds.requireLoad(target.feed()).schema().columns().forEach(column -> strangers.remove(column.name()));
            if (!strangers.isEmpty()) {
                throw Refusal.invalid("exchange.refused.definition_column", target.feed(), String.join(" ", strangers));
            }
        }
        int version = jdbc.sql("""
                        insert into exchange.definition (code, version, yaml, note, created_by, created_at)
                        select ?, coalesce(max(version), 0) + 1, ?, ?, ?, ? from exchange.definition where code = ?
                        returning version""")
                .params(
                        definition.code(),
                        yaml,
                        note,
                        CurrentActor.get().login(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        definition.code())
                .query(Integer.class)
                .single();
        Trail.object("definition", definition.code() + "@" + version);
        return definition.code();
    }

    /** A first text for a file: columns of the same name are renamed, required ones are left to fill in. */
    @Transactional(readOnly = true)
    public String draft(String feed, List<String> header) {
        FeedSchema schema = feeds.requireLoad(feed).schema();
        StringBuilder yaml = new StringBuilder("code: my-" + feed.replace('_', '-')
                + "\ntitle: {zh: 我的接入, en: My definition}\ntargets:\n  - feed: " + feed + "\n    columns:\n");
        for (FeedColumn column : schema.columns()) {
            boolean named = header.contains(column.name());
            if (named || column.required()) {
                String value = named ? column.name() : "''";
                yaml.append("      ")
                        .append(column.name())
                        .append(": ")
                        .append(value)
                        .append('\n');
            }
        }
        header.forEach(name -> yaml.append("      # ").append(name).append('\n'));
        return yaml.toString();
    }
}
