package io.yihu.organization.web;

import io.yihu.organization.DemoSignIn;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpSession;
import lombok.RequiredArgsConstructor;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.web.WebAttributes;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where everyone begins; in demo mode with the accounts one may try. */
@Controller
@PermitAll
@RequiredArgsConstructor
class SignInPage {
    private final DemoSignIn demo;

    @GetMapping("/sign-in")
    String show(
            @RequestParam(required = false) String failed,
            @RequestParam(required = false) String out,
            HttpSession session,
            Model model) {
        if (failed != null) {
            model.addAttribute("problem", problem(session.getAttribute(WebAttributes.AUTHENTICATION_EXCEPTION)));
        }
        model.addAttribute("out", out != null);
        model.addAttribute("accounts", demo.accounts());
        model.addAttribute("password", demo.password());
        return "organization/sign-in";
    }

    /** One sentence for a wrong name and a wrong password alike. */
    private static String problem(Object failure) {
        if (failure instanceof LockedException) {
            return "organization.signIn.locked";
        }
        return failure instanceof AuthenticationServiceException
                ? "organization.signIn.busy"
                : "organization.signIn.failed";
    }
}
