package io.yihu.risk.check;

import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The device and the place of a sign-in beside those invoices were issued from in thirty days. */
@Component
@RequiredArgsConstructor
class LoginFacts {
    private final JdbcClient jdbc;

    void of(CheckRequest request, long subject, LocalDate day, Map<String, Double> known) {
        if (request.text("mac") != null || request.text("deviceSerial") != null) {
            jdbc.sql(DEVICE)
                    .param("subject", subject)
                    .param("day", day)
                    .param("mac", request.text("mac"))
                    .param("serial", request.text("deviceSerial"))
                    .query((ResultSet row) -> CheckFacts.read(row, known));
        }
        String division = request.text("ipDivision");
        if (division != null && division.matches("\\d{2,6}")) {
            jdbc.sql(PLACE)
                    .param("subject", subject)
                    .param("day", day)
                    .param("province", division.substring(0, 2))
                    .query((ResultSet row) -> CheckFacts.read(row, known));
        }
    }

    private static final String DEVICE = """
            select 1 + greatest(
                (select count(distinct i.subject_id) from invoice.v_invoice i where i.mac = cast(:mac as text) and i.side = 'OUT' and i.subject_id <> :subject
                  and i.month >= date_trunc('month', cast(:day as date) - 30) and i.month <= :day and i.issue_time >= cast(:day as date) - 30),
                (select count(distinct i.subject_id) from invoice.v_invoice i where i.device_serial = cast(:serial as text) and i.side = 'OUT' and i.subject_id <> :subject
                  and i.month >= date_trunc('month', cast(:day as date) - 30) and i.month <= :day and i.issue_time >= cast(:day as date) - 30)) as device_firms
            where not exists (select from risk.v_exemption x where x.subject_id = :subject and x.code = 'RI-B15'
              and x.valid_from <= :day and (x.valid_to is null or x.valid_to > :day))""";

    private static final String PLACE = """
            select count(distinct i.province) as ip_provinces,
              count(*) filter (where i.province <> left(s.division_code, 2))::numeric / count(*) as elsewhere_share
            from taxpayer.v_subject s cross join lateral (
              select left(v.ip_division, 2) as province from invoice.v_invoice v where v.subject_id = s.id and v.side = 'OUT' and v.ip_division is not null
                and v.month >= date_trunc('month', cast(:day as date) - 30) and v.month <= :day and v.issue_time >= cast(:day as date) - 30
              union all select cast(:province as text)) i
            where s.id = :subject and s.division_code is not null""";
}
