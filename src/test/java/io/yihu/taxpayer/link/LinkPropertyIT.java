package io.yihu.taxpayer.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.invoice.FactCheck;
import io.yihu.platform.Refusal;
import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Any sequence of merges, splits and undos ends with facts equal to a fresh computation, and undoing all restores the first state. */
@YihuIT
class LinkPropertyIT {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int FIRMS = 9;
    private static final int STEPS = 40;

    @Autowired
    StagedFeeds staging;

    @Autowired
    LinkService links;

    @Autowired
    FactCheck check;

    @Autowired
    JdbcClient jdbc;

    private final List<Long> standing = new ArrayList<>();

    @Test
    void factsFollowAnySequenceAndUndoingAllRestoresTheFirstState() {
        Random random = new Random(20261123);
        load(random);
        String facts = facts();
        String links0 = composition();
        int merged = 0;
        int split = 0;
        int refused = 0;
        boolean changed = false;
        for (int step = 0; step < STEPS; step++) {
            try {
                int kind = random.nextInt(10);
                if (kind < 5) {
                    List<Long> living = subjects();
                    long one = living.get(random.nextInt(living.size()));
                    long other = living.get(random.nextInt(living.size()));
                    standing.add(links.merge(one, other, "随机"));
                    merged++;
                } else if (kind < 8) {
                    List<Long> many = jdbc.sql(
                                    "select subject_id from taxpayer.v_party group by 1 having count(*) > 1 order by 1")
                            .query(Long.class)
                            .list();
                    if (!many.isEmpty()) {
                        split(many.get(random.nextInt(many.size())), random);
                        split++;
                    }
                } else if (!standing.isEmpty()) {
                    links.undo(standing.get(standing.size() - 1), "随机撤销");
                    standing.remove(standing.size() - 1);
                }
            } catch (Refusal expected) {
                refused++;
            }
            consistent(step);
            changed |= !facts().equals(facts);
        }
        assertThat(List.of(merged > 5, split > 3, refused > 0, changed))
                .as("the sequence did something")
                .containsOnly(true);
        for (int i = standing.size() - 1; i >= 0; i--) {
            links.undo(standing.get(i), "全部撤销");
        }
        consistent(STEPS);
        assertThat(composition()).isEqualTo(links0);
        assertThat(facts()).isEqualTo(facts);
    }

    private void split(long subject, Random random) {
        List<Long> parties = jdbc.sql("select id from taxpayer.v_party where subject_id = ? order by id")
                .param(subject)
                .query(Long.class)
                .list();
        HashSet<Long> some = new HashSet<>();
        parties.forEach(party -> {
            if (random.nextBoolean()) {
                some.add(party);
            }
        });
        standing.add(links.split(subject, some, "随机"));
    }

    private void consistent(int step) {
        assertThat(check.differences(FIRST, FIRST.plusYears(1), 5))
                .as("step " + step)
                .isEmpty();
        assertThat(facts()).as("step " + step).isEqualTo(fresh());
        assertThat(jdbc.sql("""
                        select p.tax_id from taxpayer.party p left join taxpayer.party_subject l on l.party_id = p.id and l.valid_to is null
                        left join taxpayer.subject s on s.id = p.subject_id
                        left join taxpayer.subject h on h.id = p.home_subject_id
                        left join taxpayer.party own on own.home_subject_id = p.subject_id
                        where l.subject_id is distinct from p.subject_id or s.merged_into is not null or own.subject_id <> p.subject_id
                          or h.merged_into is distinct from nullif(p.subject_id, h.id)""").query(String.class).list()).as("step " + step).isEmpty();
    }

    private List<Long> subjects() {
        return jdbc.sql("select id from taxpayer.v_subject where tax_id like 'PT%' order by id")
                .query(Long.class)
                .list();
    }

    private String composition() {
        return String.join("\n", jdbc.sql("""
                        select p.tax_id || ' ' || p.subject_id || ' ' || s.name || ' ' || coalesce(s.main_reg_serial, '') || ' ' || coalesce(s.merged_into, 0)
                        from taxpayer.party p join taxpayer.subject s on s.id = p.home_subject_id order by 1""").query(String.class).list());
    }

    private String facts() {
        return String.join("\n", jdbc.sql("""
                        select subject_id || ' ' || month || ' ' || out_cnt || ' ' || out_amt || ' ' || out_tax || ' ' || in_cnt || ' ' || in_amt || ' '
                          || in_tax || ' ' || void_cnt || ' ' || buyer_cnt || ' ' || seller_cnt || ' ' || top3_buyer_amt
                        from invoice.v_fact_subject_month order by 1""").query(String.class).list());
    }

    /** The same lines from the invoices themselves. */
    private String fresh() {
        return String.join("\n", jdbc.sql("""
                        with sides as (
                          select i.subject_id, i.month, i.side, i.status <> 'VOID' as valid, i.amount, i.tax, c.subject_id as counter
                          from invoice.v_invoice i left join taxpayer.v_party c on c.id = i.counter_party_id),
                        sums as (
                          select subject_id, month, count(*) filter (where side = 'OUT' and valid) as out_cnt,
                            coalesce(sum(amount) filter (where side = 'OUT' and valid), 0.00) as out_amt, coalesce(sum(tax) filter (where side = 'OUT' and valid), 0.00) as out_tax,
                            count(*) filter (where side = 'IN' and valid) as in_cnt, coalesce(sum(amount) filter (where side = 'IN' and valid), 0.00) as in_amt,
                            coalesce(sum(tax) filter (where side = 'IN' and valid), 0.00) as in_tax, count(*) filter (where side = 'OUT' and not valid) as void_cnt,
                            count(distinct counter) filter (where side = 'OUT' and valid) as buyer_cnt,
                            count(distinct counter) filter (where side = 'IN' and valid) as seller_cnt
                          from sides group by 1, 2),
                        tops as (
                          select subject_id, month, sum(amt) as top3 from (
                            select subject_id, month, sum(amount) as amt, row_number() over (partition by subject_id, month order by sum(amount) desc) as place
                            from sides where side = 'OUT' and valid group by subject_id, month, counter) r where place <= 3 group by 1, 2)
                        select subject_id || ' ' || month || ' ' || out_cnt || ' ' || out_amt || ' ' || out_tax || ' ' || in_cnt || ' ' || in_amt || ' '
                          || in_tax || ' ' || void_cnt || ' ' || buyer_cnt || ' ' || seller_cnt || ' ' || coalesce(top3, 0)::numeric(20,2)
                        from sums left join tops using (subject_id, month) order by 1""").query(String.class).list());
    }

    private void load(Random random) {
        StringBuilder firms = new StringBuilder("reg_serial,tax_id,name,status,register_date\n");
        for (int i = 0; i < FIRMS; i++) {
            firms.append("PR%d,PT%d,随机%d,%s,20%02d-01-01%n".formatted(i, i, i, i % 3 == 0 ? "07" : "03", 10 + i));
        }
        staging.load("registrations", "t", firms.toString());
        StringBuilder invoices =
                new StringBuilder("kind,code,number,issue_time,seller_tax_id,buyer_tax_id,amount,tax,status\n");
        for (int i = 0; i < 260; i++) {
            String seller = random.nextInt(12) == 0 ? "PX" + random.nextInt(3) : "PT" + random.nextInt(FIRMS);
            String buyer = random.nextInt(4) == 0 ? "PX" + random.nextInt(3) : "PT" + random.nextInt(FIRMS);
            invoices.append("PAPER_NORMAL,5,%08d,%sT12:00:00+08:00,%s,%s,%d.%02d,%d.00,%s%n"
                    .formatted(
                            i,
                            FIRST.plusMonths(random.nextInt(3)).plusDays(random.nextInt(28)),
                            seller,
                            buyer,
                            1 + random.nextInt(9000),
                            random.nextInt(100),
                            random.nextInt(900),
                            random.nextInt(9) == 0 ? "VOID" : "NORMAL"));
        }
        staging.load("invoices", "t", invoices.toString());
    }
}
