package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.yihu.support.PageWalk;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Golden scenarios GS-10 and GS-05a (dispatch) on the seeded demo; the truth table says where they were planted. */
class ScenariosPageIT extends PageWalk {
    @Autowired
    DemoFeeds feeds;

    private record Weighed(
            long id, String officer, int openCount, BigDecimal openMinutes, BigDecimal score, boolean chosen) {}

    private Map<String, String> planted(String scenario) throws IOException {
        Map<String, String> byRing = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(feeds.folder().resolve("truth_planted.csv"))) {
            rows.stream()
                    .filter(row -> row.getField("case").equals(scenario))
                    .forEach(row -> byRing.put(row.getField("ring"), row.getField("tax_id")));
        }
        return byRing;
    }

    /** GS-04: the subjects are those of the truth table, no more and no fewer; strangers stay strangers. */
    @Test
    void registrationsOfOneEnterpriseAreOneSubject() throws IOException {
        Map<String, Long> subject = new HashMap<>();
        jdbc.sql("select reg_serial, subject_id from taxpayer.v_registration")
                .query((org.springframework.jdbc.core.RowCallbackHandler)
                        row -> subject.put(row.getString(1), row.getLong(2)));
        Map<String, String> truth = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().ofNamedCsvRecord(feeds.folder().resolve("truth_subjects.csv"))) {
            rows.forEach(row -> truth.put(row.getField("reg_serial"), row.getField("subject")));
        }
        assertThat(truth).hasSize(10_200);
        subject.keySet().retainAll(truth.keySet());
        assertThat(subject.keySet()).isEqualTo(truth.keySet());
        assertThat(Set.copyOf(subject.values())).hasSize(8_383);
        assertThat(truth.entrySet().stream()
                        .filter(one -> !subject.get(one.getKey()).equals(subject.get(one.getValue()))))
                .as("registrations that did not find their enterprise")
                .isEmpty();
        assertThat(Set.copyOf(subject.values()))
                .as("enterprises that fell together")
                .hasSize(Set.copyOf(truth.values()).size());
    }

    @Test
    void oneOfficerGetsMattersOfThreeKindsOfGrids() throws IOException {
        Map<String, String> planted = planted("GS_10");
        assertThat(planted.keySet()).containsExactly("0", "1", "2");
        List<String> grids = planted.values().stream()
                .map(taxId -> jdbc.sql("""
                                select f.name || ' ' || g.type || ' ' || t.level from task.v_task t
                                join taxpayer.v_subject s on s.id = t.subject_id and s.tax_id = ?
                                join organization.v_officer f on f.id = t.officer_id
                                join grid.v_grid g on g.id = t.grid_id
                                where t.level = 'HIGH'""").param(taxId).query(String.class).single())
                .toList();
        assertThat(grids).containsExactly("李青禾 INSTITUTION HIGH", "李青禾 REGION HIGH", "李青禾 GROUP HIGH");
    }

    @Test
    void theServiceMatterGoesToTheOneOfThreeWithFourTasks() throws IOException {
        String taxId = planted("GS_05A").values().iterator().next();
        List<Weighed> weighed = jdbc.sql("""
                        select t.id, f.name as officer, c.open_count, c.open_minutes, c.score, c.chosen from task.v_candidate c
                        join task.v_task t on t.id = c.task_id and t.matter_type = 'SERVICE'
                        join taxpayer.v_subject s on s.id = t.subject_id and s.tax_id = ?
                        join organization.v_officer f on f.id = c.officer_id order by c.rank""").param(taxId).query(Weighed.class).list();
        assertThat(weighed).extracting(Weighed::openCount).containsExactly(4, 7, 9);
        assertThat(weighed).extracting(Weighed::chosen).containsExactly(true, false, false);
        BigDecimal fiveDays = new BigDecimal(5 * 420);
        for (Weighed one : weighed) {
            BigDecimal room = BigDecimal.ONE.subtract(one.openMinutes().divide(fiveDays, 4, RoundingMode.HALF_UP));
            assertThat(one.score()).isEqualByComparingTo(room.multiply(new BigDecimal("0.4")));
        }
        assertThat(jdbc.sql("select state from task.v_task where id = ?")
                        .param(weighed.get(0).id())
                        .query(String.class)
                        .single())
                .isEqualTo("DISPATCHED");
    }
}
