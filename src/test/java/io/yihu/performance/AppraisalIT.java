package io.yihu.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

@YihuIT
class AppraisalIT {
    private static final LocalDate MARCH = LocalDate.of(2026, 3, 1);
    private static final Instant AS_OF = Instant.parse("2026-04-10T02:30:00Z");
    private static final List<String> FIRST = List.of("PI-01", "PI-02", "PI-05", "PI-14");
    private static final List<String> PROBLEMS =
            List.of("CONFIRMED", "PARTIAL", "OTHER_FOUND", "NEW_PATTERN", "TRANSFERRED");
    private static final List<String> CONCLUSIONS =
            List.of("CONFIRMED", "PARTIAL", "OTHER_FOUND", "NEW_PATTERN", "TRANSFERRED", "EXCLUDED", "UNVERIFIABLE");

    /** A task as the test knows it, independent of any query. */
    record Known(
            long id,
            Long officer,
            long office,
            String level,
            String source,
            Instant dispatched,
            Instant acted,
            Instant due,
            Instant closed,
            String conclusion,
            List<String> verdicts,
            Instant verdict) {}

    @Autowired
    FileWorld world;

    @Autowired
    AppraisalService appraisals;

    @Autowired
    HeatMapQueries heatMaps;

    @Autowired
    UnitQueries units;

    @Autowired
    ScoreQueries scores;

    @Autowired
    IndicatorBook book;

    @Autowired
    List<ActorDirectory> directory;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MockMvc mvc;

    @Value("${yihu.test.database}")
    String database;

    private final List<Known> tasks = new ArrayList<>();
    private long hq;
    private long county;
    private long branch;
    private long neighbour;
    private long li;
    private long wang;

    @BeforeEach
    void aMonthOfWork() throws Exception {
        CleanDatabase.clean(database);
        world.build();
        hq = world.office("10000000000");
        county = world.office("13301060000");
        branch = world.office("13301060001");
        neighbour = world.office("13301080001");
        li = world.officer("S001");
        wang = world.officer("S002");
        long chen = world.officer("S003");
        jdbc.sql("insert into organization.officer (staff_no, name, office_id) values ('S900', '孙少任', ?)")
                .param(branch)
                .update();
        long sun = world.officer("S900");
        long subject = world.subject(FileWorld.FIRM);
        Random random = new Random(42);
        for (int i = 1; i <= 240; i++) {
            long officer = i <= 3 ? sun : List.of(li, wang, chen).get(random.nextInt(3));
            Long owner = i % 29 == 0 ? null : officer;
            tasks.add(task(
                    i,
                    owner,
                    owner == null || owner != chen && owner != wang ? branch : owner == wang ? county : neighbour,
                    subject,
                    random));
        }
    }

    private Known task(long id, Long officer, long office, long subject, Random random) {
        Instant dispatched = Instant.parse("2026-02-20T00:00:00Z").plusSeconds(60L * random.nextInt(40 * 1440));
        Instant acted = random.nextInt(10) == 0 ? null : dispatched.plusSeconds(60L * random.nextInt(3 * 1440));
        Instant due = dispatched.plusSeconds((5 + random.nextInt(15)) * 86400L);
        Instant closed = random.nextInt(5) == 0 ? null : dispatched.plusSeconds((3 + random.nextInt(18)) * 86400L);
        List<String> verdicts = random.nextInt(4) == 0
                ? List.of("RETURNED", "APPROVED")
                : random.nextInt(5) == 0 ? List.of() : List.of("APPROVED");
        Known known = new Known(
                id,
                officer,
                office,
                random.nextBoolean() ? "HIGH" : "LOW",
                random.nextInt(6) == 0 ? "SAMPLE" : "RISK",
                dispatched,
                acted,
                due,
                closed,
                closed == null ? null : CONCLUSIONS.get(random.nextInt(CONCLUSIONS.size())),
                verdicts,
                dispatched.plusSeconds((2 + random.nextInt(10)) * 86400L));
        jdbc.sql("""
                        insert into task.task (id, matter_id, work_order_id, subject_id, matter_type, source, level, office_id, officer_id, duty_code,
                          state, priority, standard_minutes, created_at, dispatched_at, first_action_at, due_at, closed_at, conclusion)
                        values (?, ?, ?, ?, 'POST_RESPONSE', ?, ?, ?, ?, 'RISK_RESPONSE', ?, 1, 60, ?, ?, ?, ?, ?, ?)""")
                .params(Arrays.asList(
                        id,
                        id,
                        id,
                        subject,
                        known.source(),
                        known.level(),
                        office,
                        officer,
                        closed == null ? "PROCESSING" : "CLOSED",
                        at(dispatched),
                        at(dispatched),
                        at(acted),
                        at(due),
                        at(closed),
                        known.conclusion()))
                .update();
        Instant verdict = known.verdict();
        for (String state : verdicts) {
            jdbc.sql(
                            "insert into task.task_event (task_id, subject_id, at, actor, from_state, to_state) values (?, ?, ?, 'x', 'SUBMITTED', ?)")
                    .params(id, subject, at(verdict), state)
                    .update();
            verdict = verdict.plusSeconds(3600);
        }
        return known;
    }

    @Test
    void unitsAreThoseOfTheDefinitions() {
        appraise();
        check(
                "PI-01",
                tasks.stream()
                        .filter(t -> inMarch(t.due()))
                        .map(t -> unit(t, t.closed() != null && !t.closed().isAfter(t.due()) ? 1 : 0))
                        .toList());
        check(
                "PI-02",
                tasks.stream()
                        .filter(t -> inMarch(t.closed()) && t.source().equals("RISK"))
                        .map(t -> unit(t, PROBLEMS.contains(t.conclusion()) ? 1 : 0))
                        .toList());
        check(
                "PI-05",
                tasks.stream()
                        .filter(t -> inMarch(t.dispatched()) && t.level().equals("HIGH"))
                        .map(t -> unit(t, workingMinutes(t.dispatched(), t.acted() == null ? AS_OF : t.acted())))
                        .toList());
        check(
                "PI-14",
                tasks.stream()
                        .filter(t -> !t.verdicts().isEmpty() && inMarch(t.verdict()))
                        .map(t -> unit(t, t.verdicts().get(0).equals("APPROVED") ? 1 : 0))
                        .toList());
    }

    @Test
    void everyLevelAddsUpToTheOneAbove() {
        appraise();
        as("sys", () -> {
            int cells = reconcile(hq);
            assertThat(cells).isGreaterThan(40);
            return null;
        });
        ScoreRow all = as("sys", () -> scores.ofOffice(hq, MARCH)).get(0);
        long due = tasks.stream().filter(t -> inMarch(t.due())).count();
        assertThat(all.units()).isEqualTo(due);
    }

    /** Rows below sum to the total; the units behind each cell sum to the cell. */
    private int reconcile(long office) {
        HeatMap map = heatMaps.of(office, MARCH);
        int cells = 0;
        for (int i = 0; i < map.indicators().size(); i++) {
            int column = i;
            List<HeatMap.Cell> below = map.rows().stream()
                    .map(row -> row.cells().get(column))
                    .filter(cell -> cell.units() != null)
                    .toList();
            HeatMap.Cell total = map.total().cells().get(i);
            if (total.units() == null) {
                assertThat(below).isEmpty();
                continue;
            }
            assertThat(below.stream().mapToLong(HeatMap.Cell::units).sum()).isEqualTo(total.units());
            assertThat(sum(below.stream().map(HeatMap.Cell::num).toList())).isEqualByComparingTo(total.num());
            assertThat(sum(below.stream().map(HeatMap.Cell::den).toList())).isEqualByComparingTo(total.den());
            for (HeatMap.Row row : map.rows()) {
                HeatMap.Cell cell = row.cells().get(i);
                if (cell.units() != null) {
                    boolean staff = row.kind() == HeatMap.Kind.STAFF;
                    UnitQueries.Sums sums = units.sums(new UnitQueries.Cell(
                            map.indicators().get(i).code(),
                            MARCH,
                            staff ? null : row.id(),
                            staff ? row.id() : null,
                            row.kind() == HeatMap.Kind.UNASSIGNED));
                    assertThat(sums.units()).isEqualTo(cell.units());
                    assertThat(sums.num()).isEqualByComparingTo(cell.num());
                    assertThat(sums.den()).isEqualByComparingTo(cell.den());
                    cells++;
                }
            }
        }
        for (HeatMap.Row row : map.rows()) {
            cells += row.kind() == HeatMap.Kind.OFFICE ? reconcile(row.id()) : 0;
        }
        return cells;
    }

    @Test
    void valuesAreSumsOverSumsAndTheMedianIsOfAllUnits() {
        appraise();
        List<ScoreRow> top = as("sys", () -> scores.ofOffice(hq, MARCH));
        for (ScoreRow row :
                top.stream().filter(one -> FIRST.contains(one.indicator())).toList()) {
            double[] nums = jdbc
                    .sql("select num from performance.unit where indicator = ? and period = ? order by num")
                    .params(row.indicator(), MARCH)
                    .query(BigDecimal.class)
                    .list()
                    .stream()
                    .mapToDouble(BigDecimal::doubleValue)
                    .toArray();
            double expected = row.indicator().equals("PI-05")
                    ? (nums[(nums.length - 1) / 2] + nums[nums.length / 2]) / 2
                    : Arrays.stream(nums).sum() / nums.length;
            assertThat(row.value().doubleValue()).as(row.indicator()).isCloseTo(expected, within(1e-6));
            assertThat(row.shrunk().doubleValue()).as("the top is its own peer").isCloseTo(expected, within(1e-5));
        }
        ScoreRow one = as("sys", () -> scores.ofStaff(li, MARCH)).get(0);
        double p0 = top.get(0).value().doubleValue();
        double shrunk = (one.num().doubleValue() + 10 * p0) / (one.den().doubleValue() + 10);
        assertThat(one.shrunk().doubleValue()).isCloseTo(shrunk, within(1e-5));
        assertThat(one.score().doubleValue())
                .isCloseTo(8 * Math.max(0, Math.min(1, (shrunk - 0.8) / 0.2)), within(1e-3));
    }

    @Test
    void theSameUnitsGiveTheSameDigestAndAnythingElseAnother() {
        AppraisalService.Appraised first = appraise();
        assertThat(appraise()).isEqualTo(first);
        jdbc.sql(
                        "update task.task set conclusion = 'EXCLUDED' where source = 'RISK' and conclusion = 'CONFIRMED' and closed_at between '2026-03-05' and '2026-03-25'")
                .update();
        AppraisalService.Appraised changed = appraise();
        assertThat(changed.snapshotHash()).isNotEqualTo(first.snapshotHash());
        assertThat(changed.resultHash()).isNotEqualTo(first.resultHash());
    }

    @Test
    void nobodySeesAboveOrBesideTheOwnOffice() throws Exception {
        appraise();
        mvc.perform(get("/performance/heatmap").with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("海岸一所")))
                .andExpect(content().string(not(containsString("山前"))));
        for (long outside : new long[] {hq, neighbour, world.office("13301080000"), 999_999}) {
            mvc.perform(get("/performance/heatmap")
                            .param("office", "" + outside)
                            .with(user("wang.super")))
                    .andExpect(status().isNotFound());
            mvc.perform(get("/performance/units")
                            .param("period", "2026-03")
                            .param("indicator", "PI-01")
                            .param("office", "" + outside)
                            .with(user("wang.super")))
                    .andExpect(status().isNotFound());
            mvc.perform(get("/api/v1/scores").param("office", "" + outside).with(user("wang.super")))
                    .andExpect(status().isNotFound());
            mvc.perform(get("/performance/heatmap.csv")
                            .param("period", "2026-03")
                            .param("office", "" + outside)
                            .with(user("wang.super")))
                    .andExpect(status().isNotFound());
        }
        mvc.perform(get("/performance/units")
                        .param("period", "2026-03")
                        .param("indicator", "PI-01")
                        .param("officer", "" + world.officer("S003"))
                        .with(user("wang.super")))
                .andExpect(status().isNotFound());
        mvc.perform(get("/performance/heatmap").with(user("aud.one"))).andExpect(status().isForbidden());
    }

    @Test
    void fewUnitsAreHiddenFromThoseOutsideTheChainOfCommand() {
        jdbc.sql("delete from task.task where office_id = ? and id > 60")
                .param(county)
                .update();
        jdbc.sql("update task.task set office_id = ?, officer_id = ? where id <= 3")
                .params(county, wang)
                .update();
        jdbc.sql("delete from task.task where officer_id = ? and id > 3")
                .param(wang)
                .update();
        jdbc.sql("delete from task.task where officer_id is null").update();
        jdbc.sql("update task.task set officer_id = ? where officer_id = ? and id > 3")
                .params(li, li)
                .update();
        appraise();
        long sun = world.officer("S900");
        HeatMap seenByChief = as("wang.super", () -> heatMaps.of(branch, MARCH));
        HeatMap seenByLi = as("li.officer", () -> heatMaps.of(branch, MARCH));
        assertThat(seenByLi.rows())
                .extracting(HeatMap.Row::id)
                .as("of the officers only oneself")
                .containsExactly(li);
        assertThat(seenByChief.rows()).extracting(HeatMap.Row::id).contains(li);
        assertThat(as("li.officer", () -> scores.ofStaff(sun, MARCH))).isEmpty();
        ScoreRow few = new ScoreRow(
                "PI-01",
                MARCH,
                "OFFICE",
                1,
                4L,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.TEN,
                false);
        assertThat(few.seenFromOutside().hidden()).isTrue();
        assertThat(few.seenFromOutside().value()).isNull();
        assertThatThrownBy(() ->
                        as("li.officer", () -> units.sums(new UnitQueries.Cell("PI-01", MARCH, branch, null, false))))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() ->
                        as("li.officer", () -> units.sums(new UnitQueries.Cell("PI-01", MARCH, null, sun, false))))
                .isInstanceOf(Refusal.class);
        assertThat(as("li.officer", () -> units.sums(new UnitQueries.Cell("PI-01", MARCH, null, li, false)))
                        .units())
                .isPositive();
    }

    @Test
    void pagesFilesAndJsonShowTheSameFigures() throws Exception {
        appraise();
        ScoreRow row = as("wang.super", () -> scores.ofOffice(branch, MARCH)).get(0);
        String printed = row.num().toBigInteger() + "/" + row.den().toBigInteger() + " · n=" + row.units();
        mvc.perform(get("/performance/heatmap")
                        .param("office", "" + county)
                        .param("period", "2026-03")
                        .with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(printed)));
        mvc.perform(get("/performance/heatmap")
                        .param("lang", "en")
                        .param("office", "" + county)
                        .with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("On-time completion")));
        mvc.perform(get("/performance/units")
                        .param("period", "2026-03")
                        .param("indicator", "PI-01")
                        .param("office", "" + branch)
                        .with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/task/tasks/")));
        mvc.perform(get("/performance/indicators").with(user("li.officer"))).andExpect(status().isOk());
        mvc.perform(get("/performance/heatmap.csv")
                        .param("period", "2026-03")
                        .param("office", "" + county)
                        .with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("PI-14")));
        mvc.perform(get("/performance/heatmap.xlsx")
                        .param("period", "2026-03")
                        .param("office", "" + county)
                        .with(user("wang.super")))
                .andExpect(status().isOk());
        mvc.perform(get("/api/v1/scores")
                        .param("period", "2026-03")
                        .param("office", "" + county)
                        .with(user("wang.super")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("\"units\":" + row.units())));
        mvc.perform(get("/performance/heatmap").param("period", "nonsense").with(user("wang.super")))
                .andExpect(status().isBadRequest());
        mvc.perform(get("/performance/units")
                        .param("period", "2026-03")
                        .param("indicator", "PI-99")
                        .param("office", "" + county)
                        .with(user("wang.super")))
                .andExpect(status().isNotFound());
    }

    record Unit(long unitId, Long officerId, long officeId, double num) {}

    private static Unit unit(Known task, double num) {
        return new Unit(task.id(), task.officer(), task.office(), num);
    }

    private void check(String indicator, List<Unit> expected) {
        List<Unit> found = jdbc.sql(
                        "select unit_id, officer_id, office_id, num from performance.unit where indicator = ? and period = ? order by unit_id")
                .params(indicator, MARCH)
                .query(Unit.class)
                .list();
        assertThat(expected).as(indicator).hasSizeGreaterThan(50);
        assertThat(found.stream()
                        .map(u -> u.unitId() + " " + u.officerId() + " " + u.officeId() + " %.1f".formatted(u.num()))
                        .toList())
                .as(indicator)
                .isEqualTo(expected.stream()
                        .map(u -> u.unitId() + " " + u.officerId() + " " + u.officeId() + " %.1f".formatted(u.num()))
                        .toList());
    }

    private AppraisalService.Appraised appraise() {
        return appraisals.appraise(MARCH, AS_OF);
    }

    /** Counted minute by minute, from the calendar's days. */
    private double workingMinutes(Instant from, Instant until) {
        Set<LocalDate> worked = jdbc
                .sql(
                        "select day from platform.v_working_day where working and day between '2026-02-01' and '2026-05-01'")
                .query(LocalDate.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
        long minutes = 0;
        for (Instant at = from; at.isBefore(until); at = at.plusSeconds(60)) {
            ZonedDateTime china = at.atZone(YihuClock.CHINA);
            minutes += worked.contains(china.toLocalDate()) && china.getHour() >= 9 && china.getHour() < 18 ? 1 : 0;
        }
        return minutes;
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private <T> T as(String login, Supplier<T> work) {
        Actor actor = login.equals("sys")
                ? Actor.SYSTEM
                : directory.stream()
                        .flatMap(one -> one.byLogin(login).stream())
                        .findFirst()
                        .orElseThrow();
        return CurrentActor.as(actor, work);
    }

    private static boolean inMarch(Instant instant) {
        return instant != null
                && LocalDate.ofInstant(instant, YihuClock.CHINA)
                        .withDayOfMonth(1)
                        .equals(MARCH);
    }

    private static Object at(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
