package io.yihu.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.yihu.support.PageWalk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** 陈, model administrator: types a threshold, sees who would flip, sends it to review; another person agrees; officers see no threshold. */
class ModelAdminWalkPageIT extends PageWalk {
    /** A threshold nobody else would type. */
    private static final String TYPED = "3.7193";
    /** As pages for model roles round it. */
    private static final String SHOWN = "3.72 倍";

    @Test
    void aThresholdIsTypedTriedAndAgreedByAnotherPerson() {
        signIn("chen");
        open("/risk/models");
        look("models");
        assertThat(text("main table")).contains("生效中", "待复核", "已停用");
        click("修改");
        look("model-editor");
        page.keyboard().press("Alt+f");
        page.keyboard().type("RI-B12");
        assertThat(page.locator("#lines tr[data-find]:visible").count())
                .as("the filter leaves one line")
                .isOne();
        page.keyboard().press("Enter");
        Locator box = page.locator("tr:has(input[value='RI-B12']) input[name$='.warn']");
        box.fill("15%");
        tried();
        assertThat(text(".error-summary")).contains("单位不对");
        page.locator("tr:has(input[value='RI-B12']) input[name$='.warn']").fill(TYPED);
        tried();
        for (int i = 0; i < 60 && page.locator("#effect[data-refresh]").count() > 0; i++) {
            page.waitForTimeout(500);
            page.reload();
        }
        look("model-trial");
        assertThat(text("#effect")).contains("各期结果", "谁的等级会变", "查准率");
        assertThat(page.locator("[data-slider] select[name=line]").inputValue())
                .as("the slider begins with the line that was changed")
                .isEqualTo("RI-B12");
        assertThat(page.locator("#effect details").count())
                .as("flips in groups, or the sentence that there are none")
                .isPositive();
        page.locator("button[value=save]").last().click();
        page.waitForLoadState();
        assertThat(text(".diff, main table")).contains("RI-B12", SHOWN);
        page.locator("form[action$='/submit'] button").click();
        page.waitForLoadState();
        look("model-review");
        String version = page.url();
        long id = Long.parseLong(version.substring(version.lastIndexOf('/') + 1));
        page.locator("form[action$='/approve'] button.btn-primary").click();
        page.waitForLoadState();
        assertThat(text(".error-summary")).isNotBlank();
        assertThat(state(id)).as("nobody agrees with what they typed").isEqualTo("REVIEW");
        signIn("he");
        open("/risk/versions/" + id);
        assertThat(text("main")).contains(SHOWN);
        page.locator("form[action$='/approve'] button.btn-primary").click();
        page.waitForLoadState();
        assertThat(state(id)).isEqualTo("PUBLISHED");
        assertThat(text("main")).contains("生效中");
        try {
            signIn("li");
            long subject = jdbc.sql("""
                            select s.id from risk.v_subject_level l join taxpayer.v_subject s on s.id = l.subject_id
                            join organization.v_office o on o.id = s.office_id where l.level = 'HIGH'
                            and exists (select from organization.v_account a join organization.v_officer f on f.id = a.officer_id
                              join organization.v_office mine on mine.id = f.office_id where a.login = 'li' and o.path like mine.path || '%') limit 1""").query(Long.class).single();
            long finding = jdbc.sql("select finding_id from risk.v_subject_level where subject_id = ?")
                    .param(subject)
                    .query(Long.class)
                    .single();
            for (String place : List.of(
                    "/risk/findings/" + finding,
                    "/indicator/catalogue",
                    "/indicator/catalogue/RI-B12",
                    "/subject/" + subject,
                    "/api/v1/findings/" + finding,
                    "/api/v1/subjects/" + subject + "/vector",
                    "/api/v1/subjects/" + subject + "/findings")) {
                open(place);
                assertThat(page.content()).as(place).doesNotContain(TYPED, SHOWN, "\"warn\"", "\"weight\"", "警戒值");
            }
            for (String place : List.of("/risk/models", "/risk/versions/" + id, "/risk/versions/" + id + ".json")) {
                var answer = page.request().get(page.url().replaceAll("(https?://[^/]+).*", "$1") + place);
                assertThat(answer.status()).as(place).isEqualTo(403);
            }
        } finally {
            jdbc.sql("update risk.model_version set state = 'REJECTED' where id = ?")
                    .param(id)
                    .update();
        }
    }

    @Test
    void aRuleIsBuiltWithoutCode() {
        signIn("chen");
        open("/risk/models");
        click("修改");
        page.locator("button[value=addRule]").click();
        page.locator(".rule input.name").last().fill("突增且顶额");
        page.locator(".rule-row select[data-code]").last().selectOption("RI-B12");
        page.locator(".rule-row input[data-field=value]").last().fill("3");
        assertThat(page.locator(".rule-row [data-field=other]:visible").count())
                .as("a row shows the fields of its kind only")
                .isZero();
    }

    /** The figures beside the lines of the model, against sums done here from the plain rows. */
    @Test
    void theQualityOfRulesIsWhatTheRowsSay() {
        record Found(long id, long subject, String month, Set<String> codes) {}
        List<Found> all = jdbc.sql("""
                        select f.id, f.subject_id, f.period, f.hit_codes from risk.v_finding f
                        where f.run_id in (select max(id) from indicator.v_run where state = 'DONE' group by period)""")
                .query((row, n) -> new Found(row.getLong(1), row.getLong(2), row.getString(3), Set.of((String[])
                        row.getArray(4).getArray())))
                .list();
        String newest = all.stream().map(Found::month).max(String::compareTo).orElseThrow();
        String before = all.stream()
                .map(Found::month)
                .filter(month -> month.compareTo(newest) < 0)
                .max(String::compareTo)
                .orElseThrow();
        Map<Long, String> conclusions = new HashMap<>();
        jdbc.sql(
                        "select source_ref, conclusion from task.v_matter where source = 'RISK' and state = 'CLOSED' and conclusion is not null")
                .query(row -> {
                    conclusions.put(Long.valueOf(row.getString(1)), row.getString(2));
                });
        signIn("chen");
        open("/risk/models?period=" + newest.substring(0, 7));
        for (String code : List.of("RI-B18", "RI-B12", "RI-D21", "RI-C01")) {
            List<Found> hits = all.stream()
                    .filter(f -> f.month().equals(newest) && f.codes().contains(code))
                    .toList();
            Set<Long> earlier = new HashSet<>();
            all.stream()
                    .filter(f -> f.month().equals(before) && f.codes().contains(code))
                    .forEach(f -> earlier.add(f.subject()));
            long repeated =
                    hits.stream().filter(f -> earlier.contains(f.subject())).count();
            long closed = hits.stream()
                    .filter(f -> Set.of("CONFIRMED", "PARTIAL", "TRANSFERRED", "UNVERIFIABLE", "EXCLUDED")
                            .contains(conclusions.getOrDefault(f.id(), "")))
                    .count();
            List<String> cells = page.locator("tr:has(a[href='/indicator/catalogue/" + code + "']) td")
                    .allInnerTexts();
            assertThat(cells.get(8).replace(",", "")).as(code + " hits").isEqualTo("" + hits.size());
            assertThat(cells.get(10).replace(",", ""))
                    .as(code + " subjects")
                    .isEqualTo("" + hits.stream().map(Found::subject).distinct().count());
            assertThat(cells.get(11))
                    .as(code + " repeated")
                    .isEqualTo(String.format("%.1f%%", 100.0 * repeated / hits.size()));
            assertThat(cells.get(12).replace(",", "")).as(code + " concluded").isEqualTo("" + closed);
        }
    }

    @Test
    void aClosedFindingIsEvaluatedAndArchived() {
        long finding = jdbc.sql("""
                        select f.id from risk.v_finding f join task.v_matter m on m.subject_id = f.subject_id and m.source = 'RISK'
                          and m.source_ref = f.id::text where m.state = 'CLOSED' and m.conclusion = 'CONFIRMED' order by f.id limit 1""").query(Long.class).single();
        signIn("chen");
        open("/risk/loop/" + finding);
        look("loop");
        assertThat(text(".phases")).contains("分析识别", "等级排序", "应对处理", "绩效评价", "归档");
        page.locator("input[name=fit][value=APT]").check();
        page.locator("textarea[name=note]").fill("指向准确，疑点成立并已补缴。");
        page.locator("form[action$='/evaluate'] button").click();
        page.waitForLoadState();
        page.locator("form[action$='/archive'] button").click();
        page.waitForLoadState();
        look("loop-archived");
        assertThat(page.locator("form[action$='/archive']").count()).isZero();
    }

    private void tried() {
        page.locator("button[value=try]").last().click();
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.LOAD, new Page.WaitForLoadStateOptions());
    }

    private String state(long id) {
        return jdbc.sql("select state from risk.model_version where id = ?")
                .param(id)
                .query(String.class)
                .single();
    }
}
