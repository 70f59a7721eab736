package io.yihu.risk.check;

import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who would control a taxpayer, from where and since when, if a registration or a change were accepted. */
@Component
@RequiredArgsConstructor
class ControlFacts {
    private static final Map<String, String> FIELDS = Map.of(
            "legalRepNo", "LEGAL_REP",
            "finOfficerNo", "FIN_OFFICER",
            "taxAgentNo", "TAX_AGENT",
            "collectorNo", "INVOICE_COLLECTOR");
    private final JdbcClient jdbc;

    void registration(CheckRequest request, long subject, LocalDate day, Map<String, Double> known) {
        Map<String, String> people = new LinkedHashMap<>();
        FIELDS.forEach((field, role) -> {
            if (request.text(field) != null) {
                people.put(role, request.text(field));
            }
        });
        people(subject, day, people, known);
        address(subject, request.text("address"), day, known);
    }

    void change(CheckRequest request, long subject, LocalDate day, Map<String, Double> known) {
        String item = request.text("item") == null ? "" : request.text("item");
        if (FIELDS.containsValue(item) && request.text("personNo") != null) {
            people(subject, day, Map.of(item, request.text("personNo")), known);
        }
        if (item.equals("ADDRESS")) {
            address(subject, request.text("newValue"), day, known);
        }
        known.put("is_rep", item.equals("LEGAL_REP") ? 1.0 : 0);
        known.put("is_office", item.equals("OFFICE") ? 1.0 : 0);
        known.put("is_other", item.matches("NAME|ADDRESS|SCOPE|SHAREHOLDER|FIN_OFFICER") ? 1.0 : 0);
        known.put("is_named_early", item.matches("NAME|LEGAL_REP|ADDRESS|SCOPE|FIN_OFFICER") ? 1.0 : 0);
        jdbc.sql(HISTORY)
                .param("subject", subject)
                .param("day", day)
                .query((ResultSet row) -> CheckFacts.read(row, known));
        known.put("is_early", known.getOrDefault("young", 0.0) * known.get("is_named_early"));
    }

    private void people(long subject, LocalDate day, Map<String, String> people, Map<String, Double> known) {
        if (people.isEmpty()) {
            return;
        }
        jdbc.sql(PEOPLE)
                .param("subject", subject)
                .param("day", day)
                .param("roles", people.keySet().toArray(String[]::new))
                .param("numbers", people.values().toArray(String[]::new))
                .query((ResultSet row) -> CheckFacts.read(row, known));
    }

    private void address(long subject, String address, LocalDate day, Map<String, Double> known) {
        if (address == null) {
            return;
        }
        jdbc.sql("""
                        select count(*) + 1 as address_firms from taxpayer.v_subject s
                        where s.address_norm = taxpayer.norm_name(:address) and s.active and not s.external and s.id <> :subject
                        having not exists (select from risk.v_exemption x where x.subject_id = :subject and x.code = 'RI-A04'
                          and x.valid_from <= :day and (x.valid_to is null or x.valid_to > :day))""")
                .param("address", address)
                .param("subject", subject)
                .param("day", day)
                .query((ResultSet row) -> CheckFacts.read(row, known));
    }

    private static final String HISTORY = """
            select (select count(*) from taxpayer.v_change c where c.subject_id = s.id and c.item in ('NAME', 'LEGAL_REP', 'ADDRESS', 'SCOPE', 'FIN_OFFICER')
                and c.change_date >= s.register_date and c.change_date <= s.register_date + 180 and c.change_date < cast(:day as date)) as early_changes,
              (cast(:day as date) <= s.register_date + 180)::int as young,
              case when f.base <= 50000 and f.surge >= 500000 then f.surge / greatest(f.base, 10000) else 0 end as surge
            from taxpayer.v_subject s cross join lateral (
              select coalesce(sum(m.out_amt) filter (where m.month < date_trunc('month', cast(:day as date))), 0)
                  / least(12, greatest(1, coalesce((extract(year from age(date_trunc('month', cast(:day as date)), date_trunc('month', s.register_date))) * 12
                  + extract(month from age(date_trunc('month', cast(:day as date)), date_trunc('month', s.register_date))))::int, 12))) as base,
                coalesce(sum(m.out_amt) filter (where m.month = date_trunc('month', cast(:day as date))), 0) as surge
              from invoice.v_fact_subject_month m where m.subject_id = s.id
                and m.month >= date_trunc('month', cast(:day as date)) - interval '12 months' and m.month <= cast(:day as date)) f
            where s.id = :subject""";

    private static final String PEOPLE = """
            with fresh as materialized (
              select r.role, p.id as person_id from unnest(cast(:roles as text[]), cast(:numbers as text[])) r(role, person_no)
              join taxpayer.v_person p on p.person_no = r.person_no
            ), mine as materialized (
              select distinct r.role, r.person_id, (r.valid_from is null or r.valid_from < cast(:day as date))
                and (r.valid_to is null or r.valid_to >= cast(:day as date)) as present
              from taxpayer.v_person_role r
              where r.subject_id = :subject and r.role in ('LEGAL_REP', 'FIN_OFFICER', 'TAX_AGENT', 'INVOICE_COLLECTOR')
                and (r.valid_from is null or r.valid_from < cast(:day as date))
                and (r.valid_to is null or r.valid_to >= cast(:day as date) - interval '36 months')
            ), four as materialized (
              select role, person_id from mine where present and role not in (select role from fresh) union select role, person_id from fresh
            ), anyone as materialized (
              select person_id from mine union select person_id from fresh
            ), linked as materialized (
              select r.subject_id, r.person_id, r.role, (r.valid_from is null or r.valid_from < cast(:day as date))
                and (r.valid_to is null or r.valid_to >= cast(:day as date)) as present
              from anyone a join taxpayer.v_person_role r on r.person_id = a.person_id
              where r.subject_id <> :subject and r.role in ('LEGAL_REP', 'FIN_OFFICER', 'TAX_AGENT', 'INVOICE_COLLECTOR')
                and (r.valid_from is null or r.valid_from < cast(:day as date))
                and (r.valid_to is null or r.valid_to >= cast(:day as date) - interval '36 months')
            ), agency as (
              select r.person_id from four f join taxpayer.v_person_role r on r.person_id = f.person_id and r.role = 'AGENCY'
              group by r.person_id having count(distinct r.subject_id) > 50
            ), rep as (
              select p.* from fresh f join taxpayer.v_person p on p.id = f.person_id where f.role = 'LEGAL_REP'
            )
            select case when exists (select from rep) then (select count(distinct l.subject_id) from linked l join rep on rep.id = l.person_id
                  join taxpayer.v_subject o on o.id = l.subject_id and o.status in ('02', '03', '04', '05') where l.present and l.role = 'LEGAL_REP')
                + (s.status in ('02', '03', '04', '05'))::int end as rep_firms,
              case when exists (select from fresh) and not exists (select from risk.v_exemption x where x.subject_id = s.id and x.code = 'RI-A02'
                  and x.valid_from <= :day and (x.valid_to is null or x.valid_to > :day)) then
                (select count(distinct l.subject_id) from linked l join four f on f.person_id = l.person_id
                 where l.present and f.person_id not in (select person_id from agency)) end as cross_firms,
              case when exists (select from fresh) and (select count(distinct role) from four) = 4
                  and s.subject_kind in ('单位', '单位纳税人', 'UNIT', 'ORGANIZATION', 'ENTERPRISE')
                then (select count(distinct person_id) from four) end as four_persons,
              case when exists (select from fresh) then (select count(distinct l.subject_id) from linked l join taxpayer.v_subject o on o.id = l.subject_id
                where o.status in ('05', '08') or exists (select from risk.v_label b where b.subject_id = o.id and b.conclusion in ('CONFIRMED', 'TRANSFERRED')
                  and b.as_of >= cast(:day as date) - interval '36 months' and b.as_of < cast(:day as date))) end as tainted_firms,
              (select (death_flag is true or coalesce(capability_flag, 'UNKNOWN') in ('LIMITED', 'NONE_CAPACITY'))::int from rep
                where death_flag is not null or coalesce(capability_flag, 'UNKNOWN') <> 'UNKNOWN') as rep_unfit,
              (select extract(year from age(cast(:day as date), birth)) from rep) as rep_age,
              case when exists (select from fresh where role in ('LEGAL_REP', 'FIN_OFFICER')) then (select min(p.credit_score) from four f
                join taxpayer.v_person p on p.id = f.person_id where f.role in ('LEGAL_REP', 'FIN_OFFICER')) end as credit_min
            from taxpayer.v_subject s where s.id = :subject""";
}
