package io.yihu.dossier;

import java.time.LocalDate;
import java.util.List;

/**
 * A walk from a taxpayer or a person over roles and shares to the people and taxpayers behind.
 *
 * @param cut neighbours that were met and are not shown, because there were too many
 */
public record SeeThrough(String start, int depth, List<Node> nodes, List<Edge> edges, long cut) {
    /**
     * A taxpayer or a person.
     *
     * @param key {@code s} or {@code p} and the number
     * @param depth steps from the start
     * @param parent node it was first reached from, null for the start
     * @param more neighbours that are not shown
     * @param visible whether the actor may open it; without that no level
     */
    public record Node(
            String key,
            String kind,
            long id,
            String name,
            String taxId,
            String statusZh,
            String statusEn,
            String level,
            boolean visible,
            int depth,
            String parent,
            long more) {
        Node with(long hidden) {
            return new Node(key, kind, id, name, taxId, statusZh, statusEn, level, visible, depth, parent, hidden);
        }
    }

    /** Roles that tie a person to a taxpayer, and whether one of them still runs. */
    public record Edge(
            String person, String subject, List<String> roles, LocalDate since, LocalDate until, boolean present) {}
}
