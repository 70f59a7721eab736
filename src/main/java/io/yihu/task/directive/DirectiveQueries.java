package io.yihu.task.directive;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How batches stand. Every figure of a level is counted from the same items by the path of their office, so what an office
 * shows is the sum of the offices below and its own.
 */
@Component
@RequiredArgsConstructor
public class DirectiveQueries {
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A batch in the list, counted for the part the reader may see. */
    public record Row(
            long id,
            String title,
            String typeCode,
            String level,
            String officeName,
            Instant issuedAt,
            String issuedBy,
            Instant dueAt,
            long total,
            long raised,
            long closed,
            long confirmed,
            long late,
            Long ownNode,
            String ownState) {}

    /** An office on the way; {@code waiting} are taxpayers of its share that no office below has and no matter stands for. */
    public record Node(
            long id,
            Long parentId,
            long officeId,
            String officeName,
            String officeLevel,
            int depth,
            String state,
            String given,
            String added,
            Instant receivedAt,
            Instant acceptDueAt,
            Instant acceptedAt,
            String acceptedBy,
            boolean slow,
            long total,
            long waiting,
            long raised,
            long open,
            long closed,
            long confirmed,
            long late) {}

    /** An office below that has a share and has not got it. */
    public record Below(long officeId, String name, long total) {}

    private static final String COUNTS = """
            count(*) as total, count(i.raised_at) as raised,
            count(*) filter (where m.state = 'OPEN') as open, count(*) filter (where m.state = 'CLOSED') as closed,
            count(*) filter (where m.conclusion in ('CONFIRMED', 'PARTIAL', 'TRANSFERRED')) as confirmed,
            count(*) filter (where m.state is distinct from 'CLOSED' and m.state is distinct from 'CANCELLED'
              and coalesce(m.due_at, d.due_at) < :now::timestamptz or m.state = 'CLOSED' and m.closed_at > m.due_at) as late""";

    public List<Row> list(int limit) {
        return jdbc.sql("""
                        select d.id, d.title, d.type_code, d.level, coalesce(o.short_name, o.name) as office_name, d.issued_at, d.issued_by,
                          d.due_at, c.total, c.raised, c.closed, c.confirmed, c.late, n.id as own_node, n.state as own_state
                        from task.directive d join organization.v_office o on o.id = d.office_id
                        left join task.directive_node n on n.directive_id = d.id and n.office_id = :office
                        cross join lateral (select %s from task.directive_item i
                          left join task.matter m on m.id = i.matter_id
                          where i.directive_id = d.id and i.office_path like :scope) c
                        where c.total > 0 and exists (select from task.directive_node v where v.directive_id = d.id and v.path like :scope)
                        order by d.id desc limit :limit""".formatted(COUNTS))
                .param("now", clock.instant().toString())
                .param("scope", CurrentActor.get().scope())
                .param("office", office())
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    public Optional<Row> row(long id) {
        return list(1_000).stream().filter(each -> each.id() == id).findFirst();
    }

    /** Offices on the way inside the reader's scope, topmost first. */
    public List<Node> nodes(long directive) {
        return jdbc.sql("""
                        select n.id, n.parent_id, n.office_id, coalesce(o.short_name, o.name) as office_name, o.level as office_level,
                          length(n.path) - length(replace(n.path, '/', '')) - 2 as depth, n.state, n.given, n.added, n.received_at,
                          n.accept_due_at, n.accepted_at, n.accepted_by, coalesce(n.accepted_at, :now::timestamptz) > n.accept_due_at
                            and n.parent_id is not null as slow,
                          c.total, c.waiting, c.raised, c.open, c.closed, c.confirmed, c.late
                        from task.directive_node n join task.directive d on d.id = n.directive_id
                        join organization.v_office o on o.id = n.office_id
                        cross join lateral (select %s, count(*) filter (where i.raised_at is null and not exists (
                            select from task.directive_node b where b.parent_id = n.id and i.office_path like b.path || '%%')) as waiting
                          from task.directive_item i left join task.matter m on m.id = i.matter_id
                          where i.directive_id = d.id and i.office_path like n.path || '%%') c
                        where n.directive_id = :directive and n.path like :scope order by n.path""".formatted(COUNTS))
                .param("now", clock.instant().toString())
                .param("scope", CurrentActor.get().scope())
                .param("directive", directive)
                .query(Node.class)
                .list();
    }

    /** Offices below a node that wait for their share. */
    public List<Below> below(long node) {
        return jdbc.sql("""
                        select c.id as office_id, coalesce(c.short_name, c.name) as name, count(*) as total
                        from task.directive_node n join organization.v_office c on c.parent_id = n.office_id
                        join task.directive_item i on i.directive_id = n.directive_id and i.office_path like c.path || '%'
                        where n.id = ? and not exists (select from task.directive_node b where b.directive_id = n.directive_id
                          and b.office_id = c.id) group by 1, 2 order by 1""").param(node).query(Below.class).list();
    }

    private static long office() {
        Long office = CurrentActor.get().officeId();
        return office == null ? -1L : office;
    }
}
