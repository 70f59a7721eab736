package io.yihu.taxpayer;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Derives the golden record from its registrations: the latest NORMAL one wins. */
@Component
@RequiredArgsConstructor
public class SubjectRefresh {
    private static final String COPIED = """
            name, name_norm, tax_id, uscc, office_id, status, taxpayer_type, subject_kind, registration_type, industry_code,
            division_code, address, address_norm, business_division_code, register_date, open_date, close_date, capital,
            paid_in_capital, employees, business_scope, phone, email, tax_source_class, source, batch_id, line_no""";
    private static final int NAMES_AT_ONCE = 5000;
    private final JdbcClient jdbc;

    private record Named(long id, String name) {}

    /** Refreshes the subjects of the parties that the SQL yields as {@code party_id}. */
    public void refresh(String partyIds) {
        jdbc.sql("""
                        update taxpayer.party p set external = false
                        where p.external and p.id in (%s)""".formatted(partyIds)).update();
        jdbc.sql("""
                        update taxpayer.subject s set external = false, main_reg_serial = m.reg_serial,
                          initials = case when s.name = m.name then s.initials end, (%1$s) = row(%2$s)
                        from (
                          select distinct on (p.subject_id) p.subject_id, r.*
                          from taxpayer.party t join taxpayer.party p on p.subject_id = t.subject_id
                          join taxpayer.registration r on r.party_id = p.id
                          where t.id in (%3$s)
                          order by p.subject_id, (r.status = '03') desc nulls last, r.register_date desc nulls last, r.reg_serial
                        ) m where s.id = m.subject_id""".formatted(COPIED, COPIED.replaceAll("(\\w+)", "m.$1"), partyIds))
                .update();
    }

    /** Pinyin initials of registered names that have none yet. */
    void fillInitials() {
        while (nameSome("limit " + NAMES_AT_ONCE) == NAMES_AT_ONCE) {}
    }

    /** Pinyin initials of the subjects that the SQL yields as {@code subject_id}, where they have none. */
    public void nameInitials(String subjectIds) {
        nameSome("and id in (" + subjectIds + ")");
    }

    private int nameSome(String which) {
        List<Named> batch = jdbc.sql(
                        "select id, name from taxpayer.subject where not external and initials is null " + which)
                .query(Named.class)
                .list();
        if (batch.isEmpty()) {
            return 0;
        }
        jdbc.sql("""
                        update taxpayer.subject s set initials = n.initials
                        from unnest(?::bigint[], ?::text[]) n (id, initials) where s.id = n.id""")
                .params(
                        batch.stream().map(Named::id).toArray(Long[]::new),
                        batch.stream().map(named -> initials(named.name())).toArray(String[]::new))
                .update();
        return batch.size();
    }

    /** First letters of a Chinese name in lower case, letters and digits kept, such as {@code cqmy} for 重庆贸易. */
    static String initials(String name) {
        return PinyinHelper.toPinyin(name, PinyinStyleEnum.FIRST_LETTER, "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }
}
