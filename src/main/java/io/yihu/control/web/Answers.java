package io.yihu.control.web;

import io.yihu.platform.Refusal;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Does what a form asks and says how it went; what does not exist, and what a control asks a reason for, goes on as it is. */
@Component("controlAnswers")
@RequiredArgsConstructor
class Answers {
    private final MessageSource messages;

    String run(Runnable command, String done, RedirectAttributes flash, Locale locale, String back) {
        try {
            command.run();
            flash.addFlashAttribute("notice", messages.getMessage(done, null, locale));
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404 || refusal.asksReason()) {
                throw refusal;
            }
            flash.addFlashAttribute("problems", List.of(text(refusal, locale)));
        }
        return "redirect:" + back;
    }

    String text(Refusal refusal, Locale locale) {
        String said = messages.getMessage(refusal.getMessage(), refusal.arguments(), locale);
        return refusal.code() == null ? said : refusal.code() + " " + said;
    }
}
