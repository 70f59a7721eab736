package io.yihu.taxpayer.web;

import io.yihu.platform.Refusal;
import java.util.List;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** After a form: on to the next page with a notice, or back with the reason for the refusal. */
@Component
@RequiredArgsConstructor
class Answers {
    private final MessageSource messages;

    /** @param action does it and says the message key of the notice */
    String to(String onward, String back, RedirectAttributes flash, Supplier<String> action) {
        try {
            flash.addFlashAttribute("notice", text(action.get()));
            return "redirect:" + onward;
        } catch (Refusal refusal) {
            if (refusal.status() == HttpStatus.NOT_FOUND) {
                throw refusal;
            }
            flash.addFlashAttribute("problems", List.of(text(refusal.getMessage(), refusal.arguments())));
            return "redirect:" + back;
        }
    }

    String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
