package io.yihu.task.web;

import io.yihu.platform.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** One command on several tasks, each in its own transaction: what is refused is told and stops no other. */
@Component
@RequiredArgsConstructor
class Several {
    private final MessageSource messages;

    /** How many went through, and a sentence for each that did not. */
    record Report(int done, List<String> problems) {}

    Report each(List<Long> tasks, Locale locale, LongConsumer command) {
        int done = 0;
        List<String> problems = new ArrayList<>();
        for (long id : tasks) {
            try {
                command.accept(id);
                done++;
            } catch (Refusal refusal) {
                problems.add(messages.getMessage("task.no", new Object[] {id}, locale) + " "
                        + messages.getMessage(
                                refusal.getMessage(), TaskWords.arguments(refusal, messages, locale), locale));
            }
        }
        return new Report(done, problems);
    }
}
