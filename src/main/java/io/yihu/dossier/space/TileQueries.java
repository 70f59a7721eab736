package io.yihu.dossier.space;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Amounts with the partners of each province, all provinces in the order of the offices. */
@Component
@RequiredArgsConstructor
public class TileQueries {
    private static final int STEPS = 5;
    private final JdbcClient jdbc;

    /**
     * One province.
     *
     * @param code two digits, {@code ?} where the place of the partners is not known
     * @param name null where not known
     * @param step 1–5 of the colour ramp by the larger of both amounts, 0 without dealings
     */
    public record Tile(
            String code, String name, BigDecimal inAmt, long sellers, BigDecimal outAmt, long buyers, int step) {
        public boolean dealt() {
            return sellers + buyers > 0;
        }

        BigDecimal larger() {
            return inAmt.max(outAmt);
        }

        Tile withStep(int shade) {
            return new Tile(code, name, inAmt, sellers, outAmt, buyers, shade);
        }
    }

    /** Steps are even parts of the logarithm, so that a province of a hundredth of the largest still shows. */
    public List<Tile> tiles(long subjectId, LocalDate from, LocalDate to) {
        List<Tile> tiles = jdbc.sql("""
                        with dealt as (
                          select side, counter_subject_id as id, sum(amt) as amt
                          from invoice.v_counterparty_month where subject_id = :id and month between :from and :to group by 1, 2),
                        placed as (
                          select coalesce(p.code, '?') as code, count(*) filter (where d.side = 'IN') as sellers,
                            coalesce(sum(d.amt) filter (where d.side = 'IN'), 0) as in_amt, count(*) filter (where d.side = 'OUT') as buyers,
                            coalesce(sum(d.amt) filter (where d.side = 'OUT'), 0) as out_amt
                          from dealt d join taxpayer.v_subject s on s.id = d.id
                          left join organization.v_division p on p.code = left(coalesce(s.division_code, taxpayer.division_of(s.tax_id)), 2) and p.level = 'PROVINCE'
                          group by 1)
                        select coalesce(v.code, d.code) as code, v.name, coalesce(d.in_amt, 0) as in_amt, coalesce(d.sellers, 0) as sellers,
                          coalesce(d.out_amt, 0) as out_amt, coalesce(d.buyers, 0) as buyers, 0 as step
                        from (select code, name from organization.v_division where level = 'PROVINCE') v full join placed d on d.code = v.code
                        order by (v.code is null), v.code""")
                .param("id", subjectId)
                .param("from", from)
                .param("to", to)
                .query(Tile.class)
                .list();
        double largest = tiles.stream()
                .map(Tile::larger)
                .mapToDouble(BigDecimal::doubleValue)
                .max()
                .orElse(0);
        return tiles.stream().map(tile -> tile.withStep(step(tile, largest))).toList();
    }

    private static int step(Tile tile, double largest) {
        if (!tile.dealt()) {
            return 0;
        }
        double amount = tile.larger().doubleValue();
        double depth = amount <= 0 ? STEPS : Math.log10(largest / amount) * 2;
        return Math.max(1, STEPS - (int) Math.floor(depth));
    }
}
