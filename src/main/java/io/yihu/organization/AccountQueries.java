package io.yihu.organization;

import io.yihu.platform.Refusal;
import io.yihu.platform.Slice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads of accounts, for the administrators. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class AccountQueries {
    static final String ROW = """
            select a.id, a.login, a.name, a.person_no, a.officer_id, coalesce(o.short_name, o.name) as office_name,
              a.disabled_at is null as active, a.must_change, a.last_sign_in_at,
              array(select r.role from organization.account_role r where r.account_id = a.id order by r.role) as roles
            from organization.account a
            left join organization.officer f on f.id = a.officer_id
            left join organization.office o on o.id = f.office_id
            """;

    private final JdbcClient jdbc;

    /** Who gave which role, and when. */
    public record Grant(String role, String grantedBy, java.time.Instant grantedAt) {}

    /** Accounts in order of their logins, after the given one. */
    public Slice<AccountRow> list(String query, String role, String after, int limit) {
        List<AccountRow> rows = jdbc.sql(ROW + """
                        where (:query = '' or a.login like :pattern or a.name like :pattern or a.person_no = :query)
                          and (:role = '' or exists (
                            select from organization.account_role r where r.account_id = a.id and r.role = :role))
                          and a.login > :after
                        order by a.login limit :limit""")
                .param("query", query)
                .param("pattern", OfficeQueries.pattern(query))
                .param("role", role)
                .param("after", after)
                .param("limit", limit + 1)
                .query(AccountQueries::row)
                .list();
        return Slice.of(rows, limit, AccountRow::login);
    }

    public AccountRow byId(long id) {
        return jdbc.sql(ROW + "where a.id = ?")
                .param(id)
                .query(AccountQueries::row)
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    public List<AccountRow> ofOfficer(long officerId) {
        return jdbc.sql(ROW + "where a.officer_id = ? order by a.login")
                .param(officerId)
                .query(AccountQueries::row)
                .list();
    }

    public List<Grant> grants(long accountId) {
        return jdbc.sql("""
                        select role, granted_by, granted_at from organization.account_role
                        where account_id = ? order by granted_at, role""").param(accountId).query(Grant.class).list();
    }

    static AccountRow row(ResultSet row, int number) throws SQLException {
        return new AccountRow(
                row.getLong("id"),
                row.getString("login"),
                row.getString("name"),
                row.getString("person_no"),
                row.getObject("officer_id", Long.class),
                row.getString("office_name"),
                row.getBoolean("active"),
                row.getBoolean("must_change"),
                Optional.ofNullable(row.getTimestamp("last_sign_in_at"))
                        .map(Timestamp::toInstant)
                        .orElse(null),
                List.of((String[]) row.getArray("roles").getArray()));
    }
}
