package io.yihu.organization.web;

import io.yihu.platform.Refusal;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** After a form: back to its page with a notice, or with the reason for the refusal. */
@Component
@RequiredArgsConstructor
class FormAnswer {
    private final MessageSource messages;

    String to(String url, RedirectAttributes flash, String noticeKey, Runnable action) {
        try {
            action.run();
            flash.addFlashAttribute("notice", text(noticeKey));
        } catch (Refusal refusal) {
            if (refusal.status() == HttpStatus.NOT_FOUND) {
                throw refusal;
            }
            flash.addFlashAttribute("problems", List.of(text(refusal.getMessage(), refusal.arguments())));
        }
        return "redirect:" + url;
    }

    String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
