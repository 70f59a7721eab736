package io.yihu.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.StagedFeeds;
import io.yihu.support.YihuIT;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** After any sequence of loads the facts are what a small model in plain Java says, and the sum of the invoices. */
@YihuIT
class FactPropertyIT {
    private static final List<String> HEAD =
            List.of("kind", "code", "number", "issue_time", "seller_tax_id", "buyer_tax_id", "amount", "tax", "status");
    private static final LocalDate FIRST = LocalDate.of(2021, 1, 1);

    @Autowired
    StagedFeeds staging;

    @Autowired
    FactCheck check;

    @Autowired
    JdbcClient jdbc;

    @Test
    void factsEqualAModelAfterRandomLoadsAndCorrections() {
        Random random = new Random(20260501);
        Map<String, List<String>> model = new TreeMap<>();
        for (int load = 0; load < 12; load++) {
            Map<String, List<String>> file = new TreeMap<>();
            for (int i = 0; i < 40; i++) {
                List<String> row = row(random);
                file.put(row.get(2), row);
            }
            staging.load("invoices", "one source", HEAD, new ArrayList<>(file.values()));
            model.putAll(file);
        }
        assertThat(check.differences(FIRST, FIRST.plusYears(1), 10)).isEmpty();
        assertThat(loaded()).isEqualTo(expected(model));
    }

    /** The number fixes seller and month; buyer, amount and status may be corrected by a later load. */
    private static List<String> row(Random random) {
        int number = random.nextInt(150);
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(2_000_000) - 300_000, 2);
        return List.of(
                "PAPER_NORMAL",
                "77",
                String.format("%08d", number),
                FIRST.plusMonths(number % 4).plusDays(random.nextInt(28)) + "T12:00:00+08:00",
                "PS" + number % 7,
                "PB" + random.nextInt(5),
                amount.toPlainString(),
                amount.multiply(new BigDecimal("0.13"))
                        .setScale(2, java.math.RoundingMode.HALF_UP)
                        .toPlainString(),
                random.nextInt(6) == 0 ? "VOID" : "NORMAL");
    }

    private Map<String, String> loaded() {
        Map<String, String> facts = new TreeMap<>();
        jdbc.sql("""
                        select s.tax_id, f.month::text, f.out_cnt, f.out_amt, f.in_cnt, f.in_amt, f.void_cnt, f.buyer_cnt, f.seller_cnt
                        from invoice.v_fact_subject_month f join taxpayer.v_subject s on s.id = f.subject_id
                        where f.out_cnt + f.in_cnt + f.void_cnt > 0""")
                .query((row, n) -> facts.put(
                        row.getString(1) + " " + row.getString(2),
                        row.getInt(3) + " " + row.getBigDecimal(4) + " " + row.getInt(5) + " " + row.getBigDecimal(6)
                                + " " + row.getInt(7) + " " + row.getInt(8) + " " + row.getInt(9)))
                .list();
        return facts;
    }

    private static Map<String, String> expected(Map<String, List<String>> model) {
        record Sum(
                int outCnt,
                BigDecimal out,
                int inCnt,
                BigDecimal in,
                int voids,
                java.util.Set<String> buyers,
                java.util.Set<String> sellers) {
            static Sum none() {
                return new Sum(
                        0,
                        new BigDecimal("0.00"),
                        0,
                        new BigDecimal("0.00"),
                        0,
                        new java.util.TreeSet<>(),
                        new java.util.TreeSet<>());
            }

            Sum plus(Sum o) {
                o.buyers.addAll(buyers);
                o.sellers.addAll(sellers);
                return new Sum(
                        outCnt + o.outCnt,
                        out.add(o.out),
                        inCnt + o.inCnt,
                        in.add(o.in),
                        voids + o.voids,
                        o.buyers,
                        o.sellers);
            }
        }
        Map<String, Sum> sums = new TreeMap<>();
        for (List<String> row : model.values()) {
            String month = row.get(3).substring(0, 7) + "-01";
            boolean valid = !row.get(8).equals("VOID");
            BigDecimal amount = valid ? new BigDecimal(row.get(6)) : new BigDecimal("0.00");
            java.util.Set<String> buyer = new java.util.TreeSet<>(valid ? List.of(row.get(5)) : List.of());
            java.util.Set<String> seller = new java.util.TreeSet<>(valid ? List.of(row.get(4)) : List.of());
            BigDecimal zero = new BigDecimal("0.00");
            sums.merge(
                    row.get(4) + " " + month,
                    new Sum(valid ? 1 : 0, amount, 0, zero, valid ? 0 : 1, buyer, new java.util.TreeSet<>()),
                    Sum::plus);
            sums.merge(
                    row.get(5) + " " + month,
                    new Sum(0, zero, valid ? 1 : 0, amount, 0, new java.util.TreeSet<>(), seller),
                    Sum::plus);
        }
        Map<String, String> expected = new TreeMap<>();
        sums.forEach((key, sum) -> {
            if (sum.outCnt + sum.inCnt + sum.voids > 0) {
                expected.put(
                        key,
                        sum.outCnt + " " + sum.out + " " + sum.inCnt + " " + sum.in + " " + sum.voids + " "
                                + sum.buyers.size() + " " + sum.sellers.size());
            }
        });
        return expected;
    }
}
