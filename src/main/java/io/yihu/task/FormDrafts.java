package io.yihu.task;

import io.yihu.task.TaskFileQueries.Step;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What stands in a form before anybody types: taken from the file of the task, never a judgement. A draft that was not added to
 * is refused, so that nobody signs the words of a machine.
 */
@Component
@RequiredArgsConstructor
public class FormDrafts {
    private static final Set<String> COACHING = Set.of("remind", "phone", "attend", "contact");
    private final JdbcClient jdbc;
    private final MessageSource messages;

    /** What stands in the form of the conclusion. */
    public record Conclusion(String text, Map<String, String> facts) {}

    /** The note of the current step: what is to be looked at, or what the step before found; the officer's own line is open. */
    public String note(TaskRow task, List<Step> steps) {
        return steps.stream()
                .filter(FormDrafts::told)
                .reduce((one, other) -> other)
                .map(step -> say("task.draft.after", own(step.note())))
                .orElseGet(() -> say("task.draft.first", task.why() == null ? task.title() : task.why()));
    }

    /** The conclusion: the officers' own lines of all steps in order, and the facts that follow from them. */
    public Conclusion conclusion(TaskRow task, List<Step> steps, List<String> moneyFacts) {
        String said = steps.stream()
                .filter(FormDrafts::told)
                .map(step -> own(step.note()))
                .collect(Collectors.joining("\n"));
        Map<String, String> facts = new LinkedHashMap<>();
        moneyFacts.forEach(code -> facts.put(code, "0.00"));
        for (Step step : steps) {
            if (step.finishedAt() != null && step.key().equals("invoiceControl")) {
                facts.put("INVOICE_LIMITED", "1");
            }
            if (step.finishedAt() != null && COACHING.contains(step.key())) {
                facts.put("COACHED", "1");
            }
        }
        jdbc.sql("""
                        select sum(v.tax) filter (where v.answer = 'TRANSFERRED_OUT') from task.region_voucher v
                        join task.region_check c on c.id = v.check_id where c.task_id = ?""")
                .param(task.id())
                .query(BigDecimal.class)
                .optional()
                .ifPresent(tax -> facts.put("INPUT_TRANSFER", tax.toPlainString()));
        return new Conclusion(said.isBlank() ? note(task, List.of()) : said, facts);
    }

    /** True for a draft nobody added to. */
    boolean untouched(String text) {
        return text != null && text.strip().endsWith(prompt());
    }

    private static boolean told(Step step) {
        return step.note() != null && step.finishedAt() != null && !step.key().equals("approval");
    }

    /** What the officer wrote behind the prompt; the whole where there was none. */
    private String own(String note) {
        int from = note.lastIndexOf(prompt());
        return from < 0
                ? note.strip()
                : note.substring(from + prompt().length()).strip();
    }

    private String prompt() {
        return say("task.draft.prompt");
    }

    /** What is written down is Chinese, whatever language the page has. */
    private String say(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.SIMPLIFIED_CHINESE);
    }
}
