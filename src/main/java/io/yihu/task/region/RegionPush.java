package io.yihu.task.region;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterClosed;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.event.EventListener;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When abnormal vouchers are confirmed, gathers what the taxpayer issued by the push rule and sends each recipient grid one
 * package with a matter of its own, in the transaction that confirmed them.
 */
@Component
@RequiredArgsConstructor
class RegionPush {
    private static final Set<String> CONFIRMED = Set.of("CONFIRMED", "PARTIAL", "TRANSFERRED");
    private final JdbcClient jdbc;
    private final MatterService matters;
    private final DispatchService dispatch;
    private final MessageSource messages;
    private final YihuClock clock;

    private record Package(long id, long lead, String issuer, int vouchers, String amount) {}

    private static final String GATHER = """
            with rule as (select * from task.push_rule where id = 1),
            source as (
              select t.id, t.subject_id, t.work_order_id, t.office_id, t.officer_id,
                (select k.grid_id from grid.v_grid_subject k where k.subject_id = t.subject_id and k.type = 'INSTITUTION') as grid_id
              from task.task t where t.subject_id = :subject and t.id = :task
            ), issued as materialized (
              select i.kind, i.code, i.number, i.issue_time, i.amount, i.tax, cp.subject_id as buyer, k.grid_id, g.unit_office_id
              from source s cross join rule r
              join taxpayer.v_party p on p.subject_id = s.subject_id
              join invoice.v_invoice i on i.party_id = p.id and i.side = 'OUT' and i.month >= :day::date - (r.months || ' months')::interval
                and i.kind = any (r.kinds) and i.status in ('NORMAL', 'RED_PART') and i.amount > 0 and i.amount >= r.least_amount
              join taxpayer.v_party cp on cp.id = i.counter_party_id and not cp.external
              join grid.v_grid_subject k on k.subject_id = cp.subject_id and k.type = 'INSTITUTION'
              join grid.v_grid g on g.id = k.grid_id
              where k.grid_id is distinct from s.grid_id
            ), per_buyer as (
              select grid_id, unit_office_id, buyer, count(*) as n, sum(amount) as amount, sum(tax) as tax from issued group by 1, 2, 3
            ), packages as (
              insert into task.region_check (issuer_subject_id, source_task_id, source_work_order_id, issuer_grid_id, issuer_office_id,
                issuer_officer_id, recipient_grid_id, recipient_office_id, lead_subject_id, state, vouchers, amount, tax, due_at)
              select s.subject_id, s.id, s.work_order_id, s.grid_id, s.office_id, s.officer_id, b.grid_id, b.unit_office_id,
                (array_agg(b.buyer order by b.amount desc, b.buyer))[1], 'DRAFT', sum(b.n), sum(b.amount), sum(b.tax),
                (platform.add_working_days(:day::date, r.check_days) + time '18:00') at time zone 'Asia/Shanghai'
              from source s cross join rule r cross join per_buyer b
              group by s.subject_id, s.id, s.work_order_id, s.grid_id, s.office_id, s.officer_id, b.grid_id, b.unit_office_id, r.check_days
              order by b.grid_id
              on conflict (source_task_id, recipient_grid_id) do nothing
              returning id, recipient_grid_id
            )
            insert into task.region_voucher (check_id, subject_id, line, kind, code, number, issue_time, amount, tax)
            select p.id, i.buyer, row_number() over (partition by p.id order by i.buyer, i.issue_time, i.number), i.kind, i.code, i.number,
              i.issue_time, i.amount, i.tax
            from issued i join packages p on p.recipient_grid_id = i.grid_id""";

    @EventListener
    void confirmed(MatterClosed closed) {
        if (!closed.typeCode().equals("ABNORMAL_VOUCHER") || !CONFIRMED.contains(closed.conclusion())) {
            return;
        }
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, YihuClock.CHINA);
        jdbc.sql(GATHER)
                .param("subject", closed.subjectId())
                .param("task", closed.taskId())
                .param("day", day)
                .update();
        List<Package> packages =
                jdbc.sql("""
                        select c.id, c.lead_subject_id as lead, s.name as issuer, c.vouchers, c.amount::text as amount
                        from task.region_check c join taxpayer.v_subject s on s.id = c.issuer_subject_id
                        where c.source_task_id = ? and c.state = 'DRAFT' order by c.id""").param(closed.taskId()).query(Package.class).list();
        if (packages.isEmpty()) {
            return;
        }
        matters.raise(packages.stream()
                .map(each -> new RaiseMatter(
                        each.lead(),
                        "REGION_CHECK",
                        "REGION",
                        Long.toString(each.id()),
                        closed.level(),
                        text("task.region.matter", each.issuer()),
                        text("task.region.why", each.issuer(), each.vouchers(), each.amount())))
                .toList());
        int pushed = jdbc.sql("""
                        update task.region_check c set state = 'PUSHED', pushed_at = ?::timestamptz, task_id = t.id
                        from task.matter m join task.task t on t.subject_id = m.subject_id and t.matter_id = m.id
                        where c.source_task_id = ? and c.state = 'DRAFT' and m.subject_id = c.lead_subject_id and m.source = 'REGION'
                          and m.source_ref = c.id::text and m.type_code = 'REGION_CHECK'""").params(now.toString(), closed.taskId()).update();
        Trail.note("packages", pushed);
        CurrentActor.as(Actor.SYSTEM, () -> dispatch.dispatchChosen(waiting(closed.taskId())));
    }

    /** The other region need not wait for the night. */
    private List<Long> waiting(long source) {
        return jdbc.sql("""
                        select t.id from task.region_check c join task.task t on t.id = c.task_id and t.state = 'NEW'
                        where c.source_task_id = ?""").param(source).query(Long.class).list();
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
