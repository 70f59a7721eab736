package io.yihu.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import io.yihu.platform.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** WB-03: of the fields an officer meets while a case goes its way, four of five are filled before she types. */
class FormDraftsIT extends TaskPagesCase {
    private static final Pattern FIELD = Pattern.compile(
            "<textarea[^>]*>(?<text>.*?)</textarea>|<select[^>]*>(?<select>.*?)</select>|<fieldset class=\"field\">(?<radios>.*?)</fieldset>"
                    + "|<input(?![^>]*type=\"(?:hidden|radio|checkbox)\")(?<input>[^>]*)>",
            Pattern.DOTALL);
    private static final List<String> KINDS = List.of(
            "RISK_REMIND",
            "ASSESSMENT",
            "POST_RESPONSE",
            "SERVICE_REQUEST",
            "DATA_QUALITY",
            "SUPERVISION_ORDER",
            "MID_ALERT_ANALYSIS");
    private final List<String> empty = new ArrayList<>();
    private int fields;
    private int filled;

    private static String section(String page, String id) {
        Matcher found = Pattern.compile("<section class=\"card\" id=\"" + id + "\">.*?</section>", Pattern.DOTALL)
                .matcher(page);
        return found.find() ? found.group() : "";
    }

    private void count(String where, String form) {
        Matcher field = FIELD.matcher(form);
        while (field.find()) {
            fields++;
            boolean full = field.group("text") != null
                    ? !field.group("text").isBlank()
                    : field.group("select") != null
                            ? field.group("select").contains("selected=\"selected\"")
                            : field.group("radios") != null
                                    ? field.group("radios").contains("checked=\"checked\"")
                                    : field.group("input").matches("(?s).*value=\"[^\"]+\".*");
            filled += full ? 1 : 0;
            if (!full) {
                empty.add(where + " " + field.group().replaceAll("\\s+", " ").substring(0, 60));
            }
        }
    }

    private TaskRow row(long task) {
        return world.as(
                wang,
                county,
                java.util.Set.of("SUPERVISOR"),
                () -> queries.task(task).orElseThrow());
    }

    @org.springframework.beans.factory.annotation.Autowired
    TaskQueries queries;

    @org.springframework.beans.factory.annotation.Autowired
    ProcessQueries processes;

    @Test
    void fourOfFiveFieldsAreFilledAndAnUntouchedDraftIsRefused() throws Exception {
        for (String kind : KINDS) {
            String ref = "f" + kind;
            matters.raise(List.of(new RaiseMatter(
                    world.subject("户" + kind, branch), kind, "RISK", ref, "MEDIUM", "疑似虚开", "三月变更法人后开票突增")));
            partition.refresh();
            dispatch.dispatch();
            walk(kind, world.taskOf(ref));
        }
        System.out.printf(
                "prefilled %d of %d fields (%.0f %%); empty: %s%n", filled, fields, 100.0 * filled / fields, empty);
        assertThat((double) filled / fields).isGreaterThanOrEqualTo(0.8);
    }

    private void walk(String kind, long task) throws Exception {
        world.officer(li, branch, () -> tasks.accept(task));
        for (int step = 0; step < 8; step++) {
            String page = web.perform(get("/task/tasks/" + task).with(officer()))
                    .andReturn()
                    .getResponse()
                    .getContentAsString();
            String now = section(page, "now");
            String conclude = section(page, "conclude");
            assertThat(now.isEmpty() || now.contains("情况："))
                    .as(kind + " is asked for what was found")
                    .isTrue();
            count(kind + " " + row(task).step(), now + conclude);
            String at = row(task).step();
            if (!conclude.isEmpty()) {
                assertThat(conclude)
                        .as("the officers' own lines, without the words of the draft")
                        .doesNotContain("上一步：");
                world.officer(
                        li,
                        branch,
                        () -> assertThatThrownBy(() -> tasks.submit(
                                        task, new Feedback("EXCLUDED", "DATA_ERROR", "疑点：三月\n核查情况：", Map.of())))
                                .isInstanceOf(Refusal.class)
                                .hasMessage("task.refused.draft"));
                return;
            }
            String outcome = processes.choices(row(task)).stream()
                    .map(ProcessQueries.Choice::outcome)
                    .reduce((one, other) -> other)
                    .orElseThrow();
            Long companion = processes.needsTwo(row(task)) ? wang : null;
            world.officer(li, branch, () -> {
                assertThatThrownBy(() -> tasks.completeStep(
                                task, at, new StepResult(outcome, "疑点：三月\n核查情况：\n", companion, null)))
                        .hasMessage("task.refused.draft");
                tasks.completeStep(task, at, new StepResult(outcome, "疑点：三月\n核查情况：已核对合同与资金", companion, null));
            });
        }
    }
}
