package io.yihu.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a draft says in words and what it would do in numbers. */
@Component
@RequiredArgsConstructor
public class ConfigPreview {
    private final JdbcClient jdbc;
    private final ConfigApply apply;
    private final ConfigQueries configs;
    private final ConfigRehearsal rehearsal;

    /** One line of a draft with the names of what it is about. */
    public record Line(
            int seq, GridChange change, String grid, String unit, String into, String officer, String rule) {}

    /** A grid before and after; before is null for a new one. */
    public record Effect(ConfigQueries.Count before, ConfigQueries.Count after) {}

    /** @param problems what keeps the draft from going live */
    public record Preview(List<Effect> effects, List<ConfigQueries.Problem> problems) {}

    /** A grid to choose in a form: {@code new:} and a line number for one of the draft itself. */
    public record Choice(String value, String name, String type) {}

    public List<Line> lines(long configId) {
        List<ConfigApply.Numbered> changes = apply.changes(configId);
        return changes.stream().map(each -> line(each, changes)).toList();
    }

    private Line line(ConfigApply.Numbered each, List<ConfigApply.Numbered> all) {
        GridChange c = each.change();
        String grid = c.newGrid() != null
                ? all.stream()
                        .filter(other -> other.seq() == c.newGrid())
                        .map(other -> other.change().name())
                        .findFirst()
                        .orElse("")
                : c.gridId() == null ? c.name() : name("select name from grid.grid where id = ?", c.gridId());
        return new Line(
                each.seq(),
                c,
                grid,
                name("select coalesce(short_name, name) from organization.v_office where id = ?", c.unit()),
                name("select name from grid.grid where id = ?", c.into()),
                name("select name || ' ' || staff_no from organization.v_officer where id = ?", c.officer()),
                c.rule() == null ? null : c.rule().asMap().toString());
    }

    private String name(String sql, Long id) {
        return id == null
                ? null
                : jdbc.sql(sql).param(id).query(String.class).optional().orElse("");
    }

    /** Carried out, counted, rolled back. */
    public Preview preview(long configId) {
        Set<Long> grids = new TreeSet<>();
        record Seen(Map<Long, ConfigQueries.Count> counts, List<ConfigQueries.Problem> problems) {}
        Seen after = rehearsal.within(configId, touched -> {
            grids.addAll(touched);
            grids.addAll(losing());
            return new Seen(configs.counts(grids), configs.problems(touched));
        });
        Map<Long, ConfigQueries.Count> before = configs.counts(grids);
        List<Effect> effects = new ArrayList<>();
        grids.forEach(
                grid -> effects.add(new Effect(before.get(grid), after.counts().get(grid))));
        return new Preview(
                effects.stream()
                        .filter(each -> !each.after().equals(each.before()))
                        .toList(),
                after.problems());
    }

    /** All active institution grids: any of them may lose taxpayers to a narrower one. */
    private List<Long> losing() {
        return jdbc.sql(
                        "select id from grid.grid where type = 'INSTITUTION' and status = 'ACTIVE' order by id limit 2000")
                .query(Long.class)
                .list();
    }

    /** Grids of the scope and those of the draft. */
    public List<Choice> choices(long configId, String scope) {
        List<Choice> choices = new ArrayList<>();
        apply.changes(configId).stream()
                .filter(each -> each.change().op().equals("CREATE"))
                .forEach(each -> choices.add(new Choice(
                        "new:" + each.seq(),
                        each.change().name(),
                        each.change().type().name())));
        choices.addAll(jdbc.sql("""
                        select g.id::text as value, g.name, g.type from grid.grid g
                        join organization.v_office o on o.id = g.unit_office_id and o.path like ?
                        where g.status = 'ACTIVE' order by array_position(array['GROUP', 'REGION', 'INSTITUTION'], g.type), g.name
                        limit 2000""").param(scope).query(Choice.class).list());
        return choices;
    }
}
