package io.yihu.risk.model;

import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Offices that may have a local variant of the national model. */
@Component
@RequiredArgsConstructor
@Transactional(readOnly = true)
public class ProvinceQueries {
    private final JdbcClient jdbc;

    /** A province's office. */
    public record Province(long id, String name) {}

    public List<Province> provinces() {
        return jdbc.sql(
                        "select id, coalesce(short_name, name) as name from organization.v_office where level = 'PROVINCE' and active order by code")
                .query(Province.class)
                .list();
    }
}
