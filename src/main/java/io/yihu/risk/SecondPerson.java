package io.yihu.risk;

import java.util.Collection;
import java.util.Objects;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether somebody who decides is the person who asked: two accounts of one person are one person. */
@Component
@RequiredArgsConstructor
public class SecondPerson {
    private final JdbcClient jdbc;

    /** Is any of those logins mine, or another account of mine? */
    public boolean isOneOf(String me, Collection<String> logins) {
        return logins.contains(me) || hasAccountAmong(me, logins);
    }

    /** Is any of those logins another account of mine? */
    public boolean hasAccountAmong(String me, Collection<String> logins) {
        return jdbc.sql("""
                        select exists (select from organization.v_account mine join organization.v_account other on other.person_no = mine.person_no
                          where mine.login = ? and other.login <> mine.login and other.login = any (?))""")
                .params(me, logins.stream().filter(Objects::nonNull).toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }
}
