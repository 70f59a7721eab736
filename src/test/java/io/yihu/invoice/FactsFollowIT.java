package io.yihu.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.platform.Refusal;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import io.yihu.taxpayer.link.LinkService;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Any sequence of loads (older months after newer ones, corrections), merges and splits ends with the facts a fresh look gives. */
@YihuIT
class FactsFollowIT {
    private static final List<String> HEAD =
            List.of("kind", "code", "number", "issue_time", "seller_tax_id", "buyer_tax_id", "amount", "tax", "status");
    private static final LocalDate FIRST = LocalDate.of(2022, 1, 1);
    private static final int MONTHS = 7;
    private static final int FIRMS = 9;

    /** From the invoices alone, by another road than the code under test. */
    private static final String INDEPENDENT = """
            with i as (
              select v.subject_id, c.subject_id as counter, v.month, v.side, v.amount, v.status = 'VOID' as void,
                (v.issue_time at time zone 'Asia/Shanghai')::date as day
              from invoice.v_invoice v left join taxpayer.v_party c on c.id = v.counter_party_id),
            pair as (
              select subject_id, month, side, counter, sum(amount) as amt,
                (select min(j.day) from i j where j.side = 'OUT' and not j.void and j.subject_id = i.subject_id and j.counter = i.counter) as since
              from i where not void and counter is not null group by 1, 2, 3, 4)
            select s.tax_id || ' ' || b.month as key, concat_ws(' ', b.out_amt, b.in_amt, b.voids,
              (select count(*) from pair p where p.subject_id = b.subject_id and p.month = b.month and p.side = 'OUT'),
              (select count(*) from pair p where p.subject_id = b.subject_id and p.month = b.month and p.side = 'IN'),
              (select coalesce(sum(amt), 0.00) from pair p where p.subject_id = b.subject_id and p.month = b.month and p.side = 'OUT'
                and p.since + 60 >= (p.month + interval '1 month')::date),
              (select coalesce(sum(amt), 0.00) from (select amt from pair p where p.subject_id = b.subject_id and p.month = b.month
                and p.side = 'OUT' order by amt desc limit 3) t),
              (select coalesce(sum(amt), 0.00) from (select amt from pair p where p.subject_id = b.subject_id and p.month = b.month
                and p.side = 'IN' order by amt desc limit 3) t),
              (select sum(r.r24) from invoice.v_vat_return r where r.subject_id = b.subject_id and r.period = b.month)) as facts
            from (select subject_id, month, coalesce(sum(amount) filter (where side = 'OUT' and not void), 0.00) as out_amt,
                coalesce(sum(amount) filter (where side = 'IN' and not void), 0.00) as in_amt,
                count(*) filter (where side = 'OUT' and void) as voids from i group by 1, 2) b
            join taxpayer.v_subject s on s.id = b.subject_id""";

    private static final String LOADED = """
            select s.tax_id || ' ' || f.month as key, concat_ws(' ', f.out_amt, f.in_amt, f.void_cnt, f.buyer_cnt, f.seller_cnt,
              f.new_buyer_amt, f.top3_buyer_amt, f.top3_seller_amt, f.r24) as facts
            from invoice.v_fact_subject_month f join taxpayer.v_subject s on s.id = f.subject_id where f.out_cnt is not null""";

    @Autowired
    StagedFeeds staging;

    @Autowired
    LinkService links;

    @Autowired
    FactCheck check;

    @Autowired
    Touched touched;

    @Autowired
    SubjectFacts subjects;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Test
    void factsEqualAFreshComputationAfterRandomLoadsMergesAndSplits() {
        Random random = new Random(20261123);
        int merged = 0;
        int split = 0;
        for (int round = 0; round < 24; round++) {
            int act = round < 3 ? 0 : random.nextInt(4);
            if (act == 0) {
                load(random, round);
            } else if (act < 3) {
                merged += merge(random);
            } else {
                split += split(random);
            }
            assertThat(read(LOADED)).as("round %d", round).isEqualTo(read(INDEPENDENT));
        }
        assertThat(merged).isGreaterThan(3);
        assertThat(split).isGreaterThan(1);
        assertThat(check.differences(FIRST, FIRST.plusMonths(MONTHS), 10)).isEmpty();
        assertThat(firsts("invoice.fact_party_first", "first_date"))
                .isEqualTo(firsts(
                        "(select party_id, counter_party_id, min(first_date) as first_date"
                                + " from invoice.fact_party_edge_month where side = 'OUT' group by 1, 2)",
                        "first_date"));
        List<String> kept = rows();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from invoice.fact_subject_month").update();
            touched.set("select party_id, month from invoice.fact_party_month"
                    + " union select party_id, period from invoice.vat_return");
            subjects.derive(FIRST, FIRST.plusMonths(MONTHS));
        });
        assertThat(rows()).isEqualTo(kept);
    }

    /** A number fixes seller and month, so that a later file corrects an earlier one; months come in any order. */
    private void load(Random random, int round) {
        Map<Integer, List<String>> file = new TreeMap<>();
        int from = random.nextInt(MONTHS);
        for (int i = 0; i < 25; i++) {
            int number = random.nextInt(40) * MONTHS + (from + random.nextInt(2)) % MONTHS;
            int cents = random.nextInt(3_000_000) - 400_000;
            file.put(
                    number,
                    List.of(
                            "PAPER_NORMAL",
                            "88",
                            "%08d".formatted(number),
                            FIRST.plusMonths(number % MONTHS).plusDays(random.nextInt(28)) + "T09:00:00+08:00",
                            "FF" + number % FIRMS,
                            "FF" + random.nextInt(FIRMS + 2),
                            java.math.BigDecimal.valueOf(cents, 2).toPlainString(),
                            "0.00",
                            random.nextInt(5) == 0 ? "VOID" : "NORMAL"));
        }
        staging.load("invoices", "one source", HEAD, new ArrayList<>(file.values()));
        staging.load(
                "vat_returns",
                "one source",
                List.of("tax_id", "period", "r24"),
                List.of(List.of(
                        "FF" + round % FIRMS, FIRST.plusMonths(from).toString(), random.nextInt(1000) + ".00")));
    }

    private int merge(Random random) {
        List<Long> living = jdbc.sql(
                        "select s.id from taxpayer.v_subject s where s.tax_id like 'FF%' order by s.tax_id")
                .query(Long.class)
                .list();
        long one = living.get(random.nextInt(living.size()));
        long other = living.get(random.nextInt(living.size()));
        try {
            links.merge(one, other, "同一企业");
            return 1;
        } catch (Refusal refusal) {
            return 0;
        }
    }

    private int split(Random random) {
        List<Long> joint = jdbc.sql(
                        "select subject_id from taxpayer.v_party group by 1 having count(*) > 1 order by min(tax_id)")
                .query(Long.class)
                .list();
        if (joint.isEmpty()) {
            return 0;
        }
        long subject = joint.get(random.nextInt(joint.size()));
        List<Long> parties = jdbc.sql("select id from taxpayer.v_party where subject_id = ? order by tax_id")
                .param(subject)
                .query(Long.class)
                .list();
        try {
            links.split(subject, new HashSet<>(parties.subList(0, 1 + random.nextInt(parties.size() - 1))), "两家企业");
            return 1;
        } catch (Refusal refusal) {
            return 0;
        }
    }

    private Map<String, String> read(String sql) {
        Map<String, String> facts = new TreeMap<>();
        jdbc.sql(sql)
                .query((row, n) -> facts.put(row.getString("key"), row.getString("facts")))
                .list();
        return facts;
    }

    private List<String> firsts(String table, String date) {
        return jdbc.sql("select concat_ws(' ', party_id, counter_party_id, " + date + ") from " + table
                        + " t order by party_id, counter_party_id")
                .query(String.class)
                .list();
    }

    private List<String> rows() {
        return jdbc.sql("select f::text from invoice.fact_subject_month f order by subject_id, month")
                .query(String.class)
                .list();
    }
}
