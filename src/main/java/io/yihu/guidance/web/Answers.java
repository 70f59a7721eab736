package io.yihu.guidance.web;

import io.yihu.platform.Refusal;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** After a form: back to its page with a word of what was done, or with the reason why not; a control that asks for a reason passes. */
@Component
@RequiredArgsConstructor
class Answers {
    private final MessageSource messages;

    String of(String page, Runnable work, String done, RedirectAttributes flash, Locale locale, Object... arguments) {
        try {
            work.run();
            flash.addFlashAttribute("notice", messages.getMessage(done, arguments, locale));
        } catch (Refusal refusal) {
            if (refusal.asksReason()
                    || refusal.status().value() == 404
                    || refusal.status().value() == 403) {
                throw refusal;
            }
            flash.addFlashAttribute("problems", List.of(text(refusal, locale)));
        }
        return "redirect:" + page;
    }

    String text(Refusal refusal, Locale locale) {
        return messages.getMessage(refusal.getMessage(), refusal.arguments(), locale);
    }
}
