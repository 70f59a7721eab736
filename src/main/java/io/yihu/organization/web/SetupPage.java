package io.yihu.organization.web;

import io.yihu.organization.SetupService;
import io.yihu.organization.SetupService.Person;
import io.yihu.platform.Refusal;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;

/** First start of a production database; there is no such page once the token was used. */
@Controller
@PermitAll
@RequiredArgsConstructor
class SetupPage {
    private final SetupService setup;
    private final FormAnswer answer;

    /** The three persons and the token from the console. */
    record SetupForm(
            String token,
            String systemLogin,
            String systemName,
            String systemNo,
            String securityLogin,
            String securityName,
            String securityNo,
            String auditLogin,
            String auditName,
            String auditNo) {
        List<Person> persons() {
            return List.of(
                    new Person(text(systemLogin), text(systemName), text(systemNo)),
                    new Person(text(securityLogin), text(securityName), text(securityNo)),
                    new Person(text(auditLogin), text(auditName), text(auditNo)));
        }

        private static String text(String value) {
            return value == null ? "" : value;
        }
    }

    @GetMapping("/setup")
    String show(Model model) {
        refuseWhenDone();
        model.addAttribute("form", new SetupForm("", "", "", "", "", "", "", "", "", ""));
        return "organization/setup";
    }

    @PostMapping("/setup")
    String complete(@ModelAttribute("form") SetupForm form, Model model) {
        refuseWhenDone();
        try {
            model.addAttribute("ready", setup.complete(SetupForm.text(form.token()), form.persons()));
        } catch (Refusal refusal) {
            model.addAttribute("problems", List.of(answer.text(refusal.getMessage(), refusal.arguments())));
        }
        return "organization/setup";
    }

    private void refuseWhenDone() {
        if (!setup.open()) {
            throw Refusal.notFound();
        }
    }
}
