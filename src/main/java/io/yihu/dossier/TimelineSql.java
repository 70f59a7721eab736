package io.yihu.dossier;

/** The union behind the time axis: one arm per source, each reads one taxpayer's rows only. */
final class TimelineSql {
    private TimelineSql() {}

    /** Parameters: id, today. Columns as in {@link TimelineEvent}. */
    static final String EVENTS = """
            select 'REGISTER' as type, s.register_date as day, null::timestamptz as at, null as item, null as before, s.name as after,
              null::numeric as amount, null::bigint as count, 'r' || s.id as ref, null::bigint as object_id, s.batch_id, s.line_no
            from taxpayer.v_subject s where s.id = :id and s.register_date is not null
            union all
            select 'DEREGISTER', s.close_date, null, null, null, null, null, null, 'd' || s.id, null, s.batch_id, s.line_no
            from taxpayer.v_subject s where s.id = :id and s.close_date is not null
            union all
            select case when c.item = 'STATUS' then 'STATUS_CHANGE' else 'CHANGE' end, c.change_date, null, c.item, c.old_value, c.new_value,
              null, null, 'c' || c.id, null, c.batch_id, c.line_no
            from taxpayer.v_change c where c.subject_id = :id
            union all
            select case when lag(q.approved_at) over (partition by q.kind order by q.approved_at) is null then 'QUOTA_APPROVED' else 'QUOTA_ADJUST' end,
              (q.approved_at at time zone 'Asia/Shanghai')::date, q.approved_at, q.kind, q.reason, q.approver,
              q.per_invoice_limit, q.monthly_count, 'q' || q.kind || extract(epoch from q.approved_at)::bigint, null, q.batch_id, q.line_no
            from invoice.v_invoice_quota q where q.subject_id = :id
            union all
            (select 'FIRST_ISSUE', (v.issue_time at time zone 'Asia/Shanghai')::date, v.issue_time, v.kind, null, v.number, v.amount, null,
              'f' || v.digest, null, v.batch_id, v.line_no
            from invoice.v_invoice v
            where v.subject_id = :id and v.side = 'OUT' and v.status <> 'VOID'
              and v.month = (select min(month) from invoice.v_fact_subject_month where subject_id = :id and out_cnt > 0)
            order by v.issue_time, v.digest limit 1)
            union all
            select m.type, (f.month + interval '1 month - 1 day')::date, null, to_char(f.month, 'YYYY-MM'), null, null, m.amount, m.count,
              'm' || to_char(f.month, 'YYYYMM'), null, null, null
            from invoice.v_fact_subject_month f
            cross join lateral (values
              ('ISSUE_MONTHLY', f.out_amt, f.out_cnt::bigint), ('RECEIVE_MONTHLY', f.in_amt, f.in_cnt::bigint),
              ('RED', f.red_amt, f.red_cnt::bigint), ('VOID', f.void_amt, f.void_cnt::bigint),
              ('DEDUCT', f.in_tax_claim, case when f.in_tax_claim <> 0 then 1::bigint end)) m(type, amount, count)
            where f.subject_id = :id and m.count > 0
            union all
            select 'ABNORMAL_VOUCHER', (f.month + interval '1 month - 1 day')::date, null, to_char(f.month, 'YYYY-MM'), null, null, f.abn_in_tax,
              null, 'b' || to_char(f.month, 'YYYYMM'), null, null, null
            from invoice.v_fact_subject_month f where f.subject_id = :id and f.abn_in_tax > 0
            union all
            select 'REFUND', (r.filed_at at time zone 'Asia/Shanghai')::date, r.filed_at, to_char(r.period, 'YYYY-MM'), null, null,
              r.r15, null, 'u' || r.party_id || to_char(r.period, 'YYYYMM'), null, r.batch_id, r.line_no
            from invoice.v_vat_return r where r.subject_id = :id and r.filed_at is not null and r.r15 > 0
            union all
            select 'REFUND', (x.period + interval '1 month - 1 day')::date, null, to_char(x.period, 'YYYY-MM'), null, null, x.refund, null,
              'x' || x.party_id || to_char(x.period, 'YYYYMM'), null, x.batch_id, x.line_no
            from taxpayer.v_export_refund x where x.subject_id = :id and x.refund > 0
            union all
            select 'PAY', a.settled, null, to_char(a.period, 'YYYY-MM'), a.since::text, null, a.amount, null,
              'y' || a.party_id || to_char(a.period, 'YYYYMM'), null, a.batch_id, a.line_no
            from taxpayer.v_arrear a where a.subject_id = :id and a.settled is not null
            union all
            select 'TIP', i.received, null, i.kind, null, i.closed::text, null, null, 'z' || i.party_id || i.tip_no, null, i.batch_id, i.line_no
            from taxpayer.v_tip_off i where i.subject_id = :id
            union all
            select v.type, (v.at at time zone 'Asia/Shanghai')::date, v.at, null, null, concat_ws(' · ', v.title, v.result), v.amount, null,
              'n' || v.party_id || v.event_no, null, v.batch_id, v.line_no
            from taxpayer.v_tax_event v where v.subject_id = :id
            union all
            select 'EXPORT', c.day, null, c.country, c.currency, c.decl_no, c.fob, null, 'e' || c.decl_no || c.hs10, null, c.batch_id, c.line_no
            from taxpayer.v_customs_declaration c where c.subject_id = :id
            union all
            select 'RATING', make_date(r.year, 12, 31), null, r.year::text, null, r.level, r.score, null, 'k' || r.party_id || r.year, null,
              r.batch_id, r.line_no
            from taxpayer.v_credit_rating r where r.subject_id = :id
            union all
            select 'DECLARE', (r.filed_at at time zone 'Asia/Shanghai')::date, r.filed_at, to_char(r.period, 'YYYY-MM'), null, null,
              r.r34, null, 'v' || r.party_id || to_char(r.period, 'YYYYMM'), null, r.batch_id, r.line_no
            from invoice.v_vat_return r where r.subject_id = :id and r.filed_at is not null
            union all
            select 'OVERDUE', r.due_date, null, to_char(r.period, 'YYYY-MM'), null,
              ((r.filed_at at time zone 'Asia/Shanghai')::date)::text, null, null,
              'o' || r.party_id || to_char(r.period, 'YYYYMM'), null, r.batch_id, r.line_no
            from invoice.v_vat_return r where r.subject_id = :id and r.due_date < :today
              and (r.filed_at is null or (r.filed_at at time zone 'Asia/Shanghai')::date > r.due_date)
            union all
            select 'RISK_ALERT', (f.created_at at time zone 'Asia/Shanghai')::date, f.created_at, f.level, null, to_char(f.period, 'YYYY-MM'),
              round(f.score::numeric, 1), null, 'a' || f.id, f.id, null, null
            from risk.v_finding f where f.subject_id = :id
            union all
            select 'TASK_CREATED', (m.created_at at time zone 'Asia/Shanghai')::date, m.created_at, m.type_code, m.level, m.title,
              null, null, 't' || m.id,
              (select max(t.id) from task.v_task t where t.subject_id = m.subject_id and t.matter_id = m.id), null, null
            from task.v_matter m where m.subject_id = :id
            union all
            select 'TASK_CLOSED', (m.closed_at at time zone 'Asia/Shanghai')::date, m.closed_at, m.type_code, m.conclusion, m.title,
              null, null, 't' || m.id,
              (select max(t.id) from task.v_task t where t.subject_id = m.subject_id and t.matter_id = m.id), null, null
            from task.v_matter m where m.subject_id = :id and m.closed_at is not null""";
}
