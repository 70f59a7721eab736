package io.yihu.task.web;

import io.yihu.platform.Refusal;
import io.yihu.task.TaskState;
import java.util.Arrays;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** States named in a refusal appear as words, not as codes. */
final class TaskWords {
    private TaskWords() {}

    static Object[] arguments(Refusal refusal, MessageSource messages, Locale locale) {
        return Arrays.stream(refusal.arguments())
                .map(each -> each instanceof TaskState state
                        ? messages.getMessage("task.state." + state, null, locale)
                        : each)
                .toArray();
    }
}
