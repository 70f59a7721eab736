package io.yihu.control.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every scan indicator runs on an empty database and is complete; a definition that counts twice or divides by zero is refused at trial. */
@YihuIT
class ScanDefinitionsIT {
    @Autowired
    ScanBook book;

    @Autowired
    UnitScan units;

    @Test
    void everyIndicatorRuns() {
        Instant now = Instant.parse("2026-05-06T02:00:00Z");
        assertThat(book.all()).hasSize(32).allSatisfy(indicator -> {
            assertThat(units.faults(indicator, now)).as(indicator.code()).isEmpty();
            assertThat(indicator.titles().get("zh")).containsPattern("\\p{IsHan}");
            assertThat(indicator.formulas().get("en")).doesNotContainPattern("\\p{IsHan}");
        });
    }

    @Test
    void badDefinitionsAreRefused() {
        Instant now = Instant.parse("2026-05-06T02:00:00Z");
        ScanIndicator good = book.byCode("IC-I02");
        assertThat(problems(good, "1", "1, 1", now)).isEmpty();
        assertThat(problems(good, "1", "1, 0", now)).containsExactly("ZERO");
        assertThat(problems(good, "1", "-1, 1", now)).containsExactly("NEGATIVE");
        assertThat(problems(good, "1, 2", "1, 1", now))
                .as("one unit from two rows")
                .containsExactly("TWICE");
    }

    private List<String> problems(ScanIndicator like, String rows, String numAndDen, Instant now) {
        String sql =
                "select 'same' as unit_id, cast(null as bigint) as subject_id, cast(null as bigint) as officer_id, 1::bigint as office_id,"
                        + " cast(:to as timestamptz) as at, x.num, x.den, 'task:1' as ref from (select "
                        + numAndDen.replace(",", " as num,") + " as den from unnest(array["
                        + rows + "])) x where cast(:from as timestamptz) < :to";
        ScanIndicator made = new ScanIndicator(
                "IC-TEST",
                like.titles(),
                like.formulas(),
                like.risk(),
                like.level(),
                like.scopes(),
                like.threshold(),
                90,
                "work",
                List.of(),
                sql);
        return units.faults(made, now).stream().map(UnitScan.Fault::problem).toList();
    }
}
