package io.yihu.dossier;

import io.yihu.dossier.SeeThrough.Edge;
import io.yihu.dossier.SeeThrough.Node;
import io.yihu.platform.CurrentActor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Walks roles step by step, one statement a step; hubs are cut, and the answer says by how much. */
@Component
@RequiredArgsConstructor
public class SeeThroughQueries {
    static final int MOST_NODES = 200;
    static final int DEEPEST = 6;
    /** Neighbours taken of one node; of an expanded one, as many as the drawing holds. */
    private static final int PER_NODE = 40;

    private final JdbcClient jdbc;

    private record Tie(
            long from, long to, String[] roles, LocalDate since, LocalDate until, boolean present, long total) {}

    /**
     * @param start {@code s} or {@code p} and the number, a node the actor may open
     * @param expand nodes whose neighbours are taken although they lie deeper, or are many
     */
    public SeeThrough from(String start, int depth, Collection<String> expand) {
        return from(start, depth, expand, null);
    }

    /** @param asOf past day whose roles and levels are walked, null for those of now */
    public SeeThrough from(String start, int depth, Collection<String> expand, LocalDate asOf) {
        int steps = Math.max(1, Math.min(DEEPEST, depth));
        Set<String> wider = expand.stream().filter(SeeThroughQueries::key).collect(Collectors.toSet());
        wider.add(start);
        Walk walk = new Walk(start, asOf);
        List<String> front = List.of(start);
        for (int step = 1; step <= steps || !front.isEmpty() && step <= DEEPEST; step++) {
            boolean all = step <= steps;
            List<String> from =
                    front.stream().filter(key -> all || wider.contains(key)).toList();
            if (from.isEmpty()) {
                break;
            }
            front = walk.step(from, wider, step);
        }
        return walk.result(steps);
    }

    static boolean key(String text) {
        return text.matches("[sp]-?\\d{1,18}");
    }

    private final class Walk {
        private final String start;
        private final LocalDate asOf;
        private final Map<String, Integer> depths = new LinkedHashMap<>();
        private final Map<String, String> parents = new LinkedHashMap<>();
        private final Map<String, Edge> edges = new LinkedHashMap<>();
        private final Set<String> walked = new HashSet<>();

        Walk(String start, LocalDate asOf) {
            this.start = start;
            this.asOf = asOf;
            depths.put(start, 0);
        }

        List<String> step(List<String> front, Set<String> wider, int step) {
            List<String> reached = new ArrayList<>();
            walked.addAll(front);
            for (char side : new char[] {'s', 'p'}) {
                char other = side == 's' ? 'p' : 's';
                for (boolean wide : new boolean[] {true, false}) {
                    Long[] ids = front.stream()
                            .filter(key -> key.charAt(0) == side && wider.contains(key) == wide)
                            .map(key -> Long.valueOf(key.substring(1)))
                            .toArray(Long[]::new);
                    ties(side == 's', ids, wide ? MOST_NODES : PER_NODE, asOf).forEach(tie -> {
                        String from = side + Long.toString(tie.from());
                        String to = other + Long.toString(tie.to());
                        if (!depths.containsKey(to)) {
                            if (depths.size() >= MOST_NODES) {
                                return;
                            }
                            depths.put(to, step);
                            parents.put(to, from);
                            reached.add(to);
                        }
                        String person = side == 'p' ? from : to;
                        String subject = side == 'p' ? to : from;
                        edges.putIfAbsent(
                                person + subject,
                                new Edge(
                                        person,
                                        subject,
                                        Arrays.asList(tie.roles()),
                                        tie.since(),
                                        tie.until(),
                                        tie.present()));
                    });
                }
            }
            return reached;
        }

        SeeThrough result(int steps) {
            Map<String, Long> shown = new LinkedHashMap<>();
            edges.values().forEach(edge -> {
                shown.merge(edge.person(), 1L, Long::sum);
                shown.merge(edge.subject(), 1L, Long::sum);
            });
            Map<String, Long> degrees = degrees(depths.keySet(), asOf);
            Map<String, Node> known = nodes(depths.keySet(), depths, parents, asOf);
            List<Node> nodes = depths.keySet().stream()
                    .filter(known::containsKey)
                    .map(key -> known.get(key)
                            .with(Math.max(0, degrees.getOrDefault(key, 0L) - shown.getOrDefault(key, 0L))))
                    .toList();
            long cut = nodes.stream()
                    .filter(node -> walked.contains(node.key()))
                    .mapToLong(Node::more)
                    .sum();
            return new SeeThrough(start, steps, nodes, List.copyOf(edges.values()), cut);
        }
    }

    private static String column(boolean subjects) {
        return subjects ? "subject_id" : "person_id";
    }

    /** The other ends of the roles of each given taxpayer or person, running ones and heads first. */
    private List<Tie> ties(boolean ofSubjects, Long[] ids, int most, LocalDate asOf) {
        if (ids.length == 0) {
            return List.of();
        }
        return jdbc.sql("""
                        select * from (
                          select r.{from} as from_id, r.{to} as to_id, array_agg(distinct r.role) as roles, min(r.valid_from) as since,
                            case when bool_or(r.valid_to is null) then null else max(r.valid_to) end as until, bool_or({runs}) as present,
                            count(*) over (partition by r.{from}) as total,
                            row_number() over (partition by r.{from} order by bool_or({runs}) desc, bool_or(r.role = 'LEGAL_REP') desc,
                              bool_or(r.role = 'SHAREHOLDER') desc, r.{to}) as place
                          from taxpayer.v_person_role r where {where}{ran} and r.{to} is not null group by r.{from}, r.{to}) t
                        where place <= :most order by place, from_id""".replace("{from}", column(ofSubjects))
                        .replace("{to}", column(!ofSubjects))
                        .replace("{where}", where(ofSubjects))
                        .replace("{ran}", PastDay.ran("r", asOf))
                        .replace("{runs}", PastDay.runs("r", asOf)))
                .params(PastDay.of(asOf))
                .param("ids", ids)
                .param("most", most)
                .query(SeeThroughQueries::tie)
                .list();
    }

    private static String where(boolean subjects) {
        return subjects ? "r.subject_id = any(:ids)" : "r.person_id = any(:ids)";
    }

    private static Tie tie(ResultSet row, int number) throws SQLException {
        return new Tie(
                row.getLong("from_id"),
                row.getLong("to_id"),
                (String[]) row.getArray("roles").getArray(),
                row.getObject("since", LocalDate.class),
                row.getObject("until", LocalDate.class),
                row.getBoolean("present"),
                row.getLong("total"));
    }

    private Map<String, Long> degrees(Collection<String> keys, LocalDate asOf) {
        Map<String, Long> degrees = new LinkedHashMap<>();
        for (boolean subjects : new boolean[] {true, false}) {
            jdbc.sql("""
                            select r.{own} as id, count(distinct r.{other}) as degree from taxpayer.v_person_role r
                            where {where}{ran} group by r.{own}""".replace("{own}", column(subjects))
                            .replace("{other}", column(!subjects))
                            .replace("{where}", where(subjects))
                            .replace("{ran}", PastDay.ran("r", asOf)))
                    .params(PastDay.of(asOf))
                    .param("ids", ids(keys, subjects ? 's' : 'p'))
                    .query(row -> {
                        degrees.put((subjects ? "s" : "p") + row.getLong("id"), row.getLong("degree"));
                    });
        }
        return degrees;
    }

    private static Long[] ids(Collection<String> keys, char kind) {
        return keys.stream()
                .filter(key -> key.charAt(0) == kind)
                .map(key -> Long.valueOf(key.substring(1)))
                .toArray(Long[]::new);
    }

    private Map<String, Node> nodes(
            Collection<String> keys, Map<String, Integer> depths, Map<String, String> parents, LocalDate asOf) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        var actor = CurrentActor.get();
        jdbc.sql("select id, name from taxpayer.v_person where id = any(:ids)")
                .param("ids", ids(keys, 'p'))
                .query(row -> {
                    String key = "p" + row.getLong("id");
                    nodes.put(
                            key,
                            new Node(
                                    key,
                                    "PERSON",
                                    row.getLong("id"),
                                    NameMask.shown(row.getString("name"), actor),
                                    null,
                                    null,
                                    null,
                                    null,
                                    NameMask.handles(actor),
                                    depths.get(key),
                                    parents.get(key),
                                    0));
                });
        jdbc.sql("""
                        with met as (
                          select s.id, s.name, s.tax_id, st.name_zh, st.name_en, {visible} as visible
                          from taxpayer.v_subject s left join taxpayer.v_status st on st.code = s.status where s.id = any(:ids))
                        select m.*, case when m.visible then l.level end as level
                        from met m {level}""".replace("{visible}", Visibility.OF_SUBJECT).replace("{level}", PastDay.level("m.id", asOf)))
                .params(Visibility.of(actor))
                .params(PastDay.of(asOf))
                .param("ids", ids(keys, 's'))
                .query(row -> {
                    String key = "s" + row.getLong("id");
                    nodes.put(
                            key,
                            new Node(
                                    key,
                                    "SUBJECT",
                                    row.getLong("id"),
                                    row.getString("name"),
                                    row.getString("tax_id"),
                                    row.getString("name_zh"),
                                    row.getString("name_en"),
                                    row.getString("level"),
                                    row.getBoolean("visible"),
                                    depths.get(key),
                                    parents.get(key),
                                    0));
                });
        return nodes;
    }
}
