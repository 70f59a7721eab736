package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.demo.DemoHandling.Act;
import io.yihu.demo.DemoHandling.Open;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A plan hangs on what a task is, never on the number it got: a killed seeding numbers otherwise. */
class HandlingPlanTest {
    private static Open task(long id, String taxId, String type, int place) {
        Instant dispatched = Instant.parse("2026-04-19T18:30:00Z");
        String key = taxId + "-" + type;
        String level = type.equals("POST_RESPONSE") ? "HIGH" : "MEDIUM";
        Instant due = dispatched.plusSeconds(864_000);
        return new Open(id, key, taxId, type, level, dispatched, due, "13201150001", "t00012", "wang", 7L, place);
    }

    private static List<String> told(long id, String taxId, String type, int place) {
        return new HandlingPlan(null, null, task(id, taxId, type, place), null)
                .acts().stream().map(act -> act.mark() + " " + act.login()).toList();
    }

    @Test
    void theSameTaskUnderAnotherNumberGoesTheSameWay() {
        for (String type : List.of("POST_RESPONSE", "ASSESSMENT", "RISK_REMIND")) {
            for (int i = 0; i < 50; i++) {
                String taxId = "91320115MA00000" + i;
                assertThat(told(1, taxId, type, i)).isEqualTo(told(4_711, taxId, type, i));
            }
        }
    }

    @Test
    void actsComeInTheOrderOfTimeAndHaveMarksOfTheirOwn() {
        List<String> all = IntStream.range(0, 300)
                .mapToObj(i -> new HandlingPlan(null, null, task(i, "firm" + i, "ASSESSMENT", i), null).acts())
                .peek(acts -> assertThat(acts).extracting(Act::mark).isSorted())
                .flatMap(List::stream)
                .map(Act::mark)
                .toList();
        assertThat(all).doesNotHaveDuplicates();
    }

    @Test
    void someWorkIsNotThroughWhenTheVisitorArrives() {
        assertThat(told(1, "firm", "ASSESSMENT", 1)).hasSize(3).allMatch(act -> act.endsWith("t00012"));
        assertThat(told(1, "firm", "POST_RESPONSE", 1)).hasSize(2);
    }
}
