package io.yihu.task.directive;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * The way of a batch from the level that issues it to the offices of its taxpayers. An office accepts what it got, may add
 * its word, and passes it to the offices below, all at once or in parts; it has no way to leave a taxpayer out.
 */
@Service
@RequiredArgsConstructor
public class DirectiveService {
    static final int MOST = 5_000;
    static final int ACCEPT_DAYS = 1;
    private final JdbcClient jdbc;
    private final MatterService matters;
    private final YihuClock clock;

    /** What is to be issued; {@code taxIds} of the actor's scope, {@code dueAt} in the future. */
    public record NewDirective(
            String title, String instruction, String typeCode, String level, List<String> taxIds, Instant dueAt) {}

    private record Node(long id, long directiveId, long officeId, String path, String state) {}

    /** Issues a batch from the actor's office and passes it to the offices directly below. */
    @Traced("task.directive.issue")
    public long issue(NewDirective wanted) {
        Actor actor = CurrentActor.get();
        Instant now = clock.instant();
        if (wanted.title() == null || wanted.title().isBlank() || wanted.title().length() > 120) {
            throw Refusal.invalid("task.refused.directive.title");
        }
        if (wanted.dueAt() == null || !wanted.dueAt().isAfter(now)) {
            throw Refusal.invalid("task.refused.duePast");
        }
        Set<String> ids = new LinkedHashSet<>(wanted.taxIds());
        if (ids.isEmpty() || ids.size() > MOST) {
            throw Refusal.invalid("task.refused.directive.size", MOST);
        }
        boolean known = jdbc.sql("select exists (select from task.matter_type where code = ?)")
                .param(wanted.typeCode())
                .query(Boolean.class)
                .single();
        if (!known) {
            throw Refusal.invalid("task.refused.type", wanted.typeCode());
        }
        List<String> strange = jdbc.sql("""
                        select w.id from unnest(?) w (id) where not exists (
                          select from taxpayer.v_subject s join organization.v_office o on o.id = s.office_id and o.path like ?
                          where not s.external and s.active and s.tax_id = w.id) limit 5""")
                .params(ids.toArray(String[]::new), actor.scope())
                .query(String.class)
                .list();
        if (!strange.isEmpty()) {
            throw Refusal.invalid("task.refused.directive.taxIds", String.join("、", strange));
        }
        long directive = jdbc.sql("""
                        insert into task.directive (title, instruction, type_code, level, office_id, issued_at, issued_by, due_at, total)
                        values (?, ?, ?, ?, ?, ?::timestamptz, ?, ?::timestamptz, 0) returning id""")
                .params(
                        wanted.title().strip(),
                        blankToNull(wanted.instruction()),
                        wanted.typeCode(),
                        wanted.level(),
                        actor.officeId(),
                        now.toString(),
                        actor.login(),
                        wanted.dueAt().toString())
                .query(Long.class)
                .single();
        jdbc.sql("""
                        with items as (
                          insert into task.directive_item (directive_id, subject_id, office_id, office_path)
                          select ?, s.id, o.id, o.path from taxpayer.v_subject s
                          join organization.v_office o on o.id = s.office_id and o.path like ?
                          where not s.external and s.active and s.tax_id = any (?)
                          on conflict do nothing returning 1)
                        update task.directive set total = (select count(*) from items) where id = ?""")
                .params(directive, actor.scope(), ids.toArray(String[]::new), directive)
                .update();
        jdbc.sql("""
                        insert into task.directive_node (directive_id, office_id, path, state, given, received_at, accept_due_at, accepted_at, accepted_by)
                        select ?, o.id, o.path, 'ACCEPTED', ?, ?::timestamptz, ?::timestamptz, ?::timestamptz, ?
                        from organization.v_office o where o.id = ?""")
                .params(
                        directive,
                        blankToNull(wanted.instruction()),
                        now.toString(),
                        now.toString(),
                        now.toString(),
                        actor.login(),
                        actor.officeId())
                .update();
        Trail.object("task.directive", directive);
        Trail.note("count", ids.size());
        Node root = jdbc.sql(NODE + " where n.directive_id = ?")
                .param(directive)
                .query(Node.class)
                .single();
        passOn(root, null, now);
        return directive;
    }

    /** The office takes the batch over; its own taxpayers get their matters at once. */
    @Traced("task.directive.accept")
    public void accept(long nodeId, String added) {
        Node node = own(nodeId);
        if (!node.state().equals("RECEIVED")) {
            Trail.note("repeated", true);
            return;
        }
        Instant now = clock.instant();
        jdbc.sql("""
                        update task.directive_node set state = 'ACCEPTED', accepted_at = ?::timestamptz, accepted_by = ?, added = ? where id = ?""")
                .params(now.toString(), CurrentActor.get().login(), blankToNull(added), nodeId)
                .update();
        raise(node, now);
        settle(node, now);
        Trail.change("state", "RECEIVED", "ACCEPTED");
    }

    /**
     * Passes the batch to offices below.
     *
     * @param offices some of those with a share that have not got it yet; null or empty for all of them
     * @param added a word for these offices, in addition to what came from above
     */
    @Traced("task.directive.pass")
    public void pass(long nodeId, Set<Long> offices, String added) {
        Node node = own(nodeId);
        if (node.state().equals("RECEIVED")) {
            throw Refusal.conflict("task.refused.directive.notAccepted");
        }
        if (added != null && !added.isBlank()) {
            jdbc.sql("update task.directive_node set added = ? where id = ?")
                    .params(added.strip(), nodeId)
                    .update();
        }
        Instant now = clock.instant();
        int passed = passOn(node, offices == null || offices.isEmpty() ? null : offices, now);
        if (passed == 0) {
            throw Refusal.conflict("task.refused.directive.nothing");
        }
        Trail.note("count", passed);
    }

    private int passOn(Node node, Set<Long> offices, Instant now) {
        LocalDate day = LocalDate.ofInstant(now, YihuClock.CHINA);
        int passed = jdbc.sql("""
                        insert into task.directive_node (directive_id, office_id, path, parent_id, state, given, received_at, accept_due_at)
                        select n.directive_id, c.id, c.path, n.id, 'RECEIVED', nullif(concat_ws(E'\\n', n.given, n.added), ''), :now::timestamptz,
                          (platform.add_working_days(:day::date, :days) + time '18:00') at time zone 'Asia/Shanghai'
                        from task.directive_node n join organization.v_office c on c.parent_id = n.office_id
                        where n.id = :node and (:all or c.id = any (:offices))
                          and exists (select from task.directive_item i where i.directive_id = n.directive_id and i.office_path like c.path || '%')
                        on conflict (directive_id, office_id) do nothing""")
                .param("now", now.toString())
                .param("day", day)
                .param("days", ACCEPT_DAYS)
                .param("node", node.id())
                .param("all", offices == null)
                .param("offices", offices == null ? new Long[0] : offices.toArray(Long[]::new))
                .update();
        raise(node, now);
        settle(node, now);
        return passed;
    }

    /** Matters for the taxpayers of this very office, with every word said on the way. */
    private void raise(Node node, Instant now) {
        List<RaiseMatter> own = jdbc.sql("""
                        select i.subject_id, d.type_code, 'DIRECTIVE' as source, d.id::text as source_ref, d.level, d.title,
                          nullif(concat_ws(E'\\n', n.given, n.added), '') as why, case when d.due_at > ?::timestamptz then d.due_at end as due_at
                        from task.directive_item i join task.directive d on d.id = i.directive_id
                        join task.directive_node n on n.directive_id = d.id and n.office_id = i.office_id
                        where n.id = ? and i.raised_at is null order by i.subject_id""")
                .params(now.toString(), node.id())
                .query((row, n) -> new RaiseMatter(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getTimestamp(8) == null ? null : row.getTimestamp(8).toInstant()))
                .list();
        if (own.isEmpty()) {
            return;
        }
        matters.raise(own);
        jdbc.sql("""
                        update task.directive_item i set raised_at = ?::timestamptz, matter_id = (select m.id from task.matter m
                          where m.subject_id = i.subject_id and m.source = 'DIRECTIVE' and m.source_ref = i.directive_id::text limit 1)
                        where i.directive_id = ? and i.office_id = ? and i.raised_at is null""")
                .params(now.toString(), node.directiveId(), node.officeId())
                .update();
    }

    /** Passed on when nothing of its share is left without a next office or a matter. */
    private void settle(Node node, Instant now) {
        jdbc.sql("""
                        update task.directive_node n set state = 'PASSED', passed_at = ?::timestamptz
                        where n.id = ? and n.state = 'ACCEPTED' and not exists (
                          select from task.directive_item i where i.directive_id = n.directive_id and i.office_path like n.path || '%'
                            and i.raised_at is null and not exists (select from task.directive_node c
                              where c.parent_id = n.id and i.office_path like c.path || '%'))""").params(now.toString(), node.id()).update();
    }

    private static final String NODE =
            "select n.id, n.directive_id, n.office_id, n.path, n.state from task.directive_node n";

    /** The node, locked; only the office itself acts for itself. */
    private Node own(long nodeId) {
        Actor actor = CurrentActor.get();
        Node node = jdbc.sql(NODE + " where n.id = ? and n.path like ? for update")
                .params(nodeId, actor.scope())
                .query(Node.class)
                .optional()
                .orElseThrow(Refusal::notFound);
        Trail.object("task.directive", node.directiveId());
        if (actor.officeId() == null || actor.officeId() != node.officeId()) {
            throw Refusal.conflict("task.refused.directive.office");
        }
        return node;
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
