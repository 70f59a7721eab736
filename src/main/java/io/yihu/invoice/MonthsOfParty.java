package io.yihu.invoice;

import io.yihu.taxpayer.PartyMonths;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Monthly sums of one tax id, read by key. */
@Component
@RequiredArgsConstructor
class MonthsOfParty implements PartyMonths {
    private final JdbcClient jdbc;

    @Override
    public List<Month> last(long partyId, int months) {
        return jdbc.sql("""
                        select month, coalesce(out_cnt, 0) as out_count, coalesce(out_amt, 0) as out_amount, coalesce(in_cnt, 0) as in_count,
                          coalesce(in_amt, 0) as in_amount
                        from invoice.fact_party_month where party_id = ? order by month desc limit ?""").params(partyId, months).query(Month.class).list();
    }
}
