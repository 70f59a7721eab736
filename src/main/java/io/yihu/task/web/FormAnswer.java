package io.yihu.task.web;

import io.yihu.platform.Refusal;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Goes back to a page with what was done, or with the reason why not. */
@Component
@RequiredArgsConstructor
class FormAnswer {
    private final MessageSource messages;

    /** @param done message key of the notice */
    String to(String page, String done, RedirectAttributes flash, Locale locale, Runnable command) {
        try {
            command.run();
            flash.addFlashAttribute("notice", messages.getMessage(done, null, locale));
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404 || refusal.asksReason()) {
                throw refusal;
            }
            flash.addFlashAttribute(
                    "problems",
                    List.of(messages.getMessage(
                            refusal.getMessage(), TaskWords.arguments(refusal, messages, locale), locale)));
        }
        return "redirect:" + page;
    }
}
