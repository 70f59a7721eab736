package io.yihu.organization.web;

import io.nayuki.qrcodegen.QrCode;
import io.yihu.organization.OwnAccount;
import io.yihu.organization.SecondFactorService.Setup;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The second step of signing in, and the own second factor. */
@Controller
@PreAuthorize("isAuthenticated()")
@RequiredArgsConstructor
class SecondFactorPage {
    /** Session attribute that says whose code was right; the name is the directory's. */
    private static final String SHOWN = "organization.factorShown";

    private final OwnAccount own;
    private final FormAnswer answer;

    @GetMapping("/sign-in/code")
    String ask() {
        return "organization/code";
    }

    /** A right code gives the session a new id, as the password did before. */
    @PostMapping("/sign-in/code")
    String enter(@RequestParam String code, HttpServletRequest request, RedirectAttributes flash) {
        try {
            if (own.enterCode(code)) {
                request.changeSessionId();
                request.getSession().setAttribute(SHOWN, CurrentActor.get().login());
                return "redirect:/";
            }
            flash.addFlashAttribute("problems", List.of(answer.text("organization.factor.wrong")));
        } catch (Refusal locked) {
            request.getSession().invalidate();
            return "redirect:/sign-in?locked";
        }
        return "redirect:/sign-in/code";
    }

    @GetMapping("/account/second-factor")
    String show(Model model) {
        model.addAttribute("present", own.secondFactor());
        return "organization/second-factor";
    }

    @PostMapping("/account/second-factor/begin")
    String begin(RedirectAttributes flash) {
        return answer.to("/account/second-factor", flash, "organization.factor.begun", () -> offer(flash));
    }

    @PostMapping("/account/second-factor/confirm")
    String confirm(@RequestParam String code, HttpServletRequest request, RedirectAttributes flash) {
        try {
            flash.addFlashAttribute("codes", own.confirmFactor(code));
            request.getSession().setAttribute(SHOWN, CurrentActor.get().login());
        } catch (Refusal refusal) {
            flash.addFlashAttribute("problems", List.of(answer.text(refusal.getMessage(), refusal.arguments())));
            offer(flash);
        }
        return "redirect:/account/second-factor";
    }

    private void offer(RedirectAttributes flash) {
        Setup setup = own.beginFactor();
        flash.addFlashAttribute("secret", setup.secret().replaceAll("(.{4})(?=.)", "$1 "));
        flash.addFlashAttribute("picture", picture(setup.uri()));
    }

    /** The address as a picture made here: no other server learns the secret. */
    private static String picture(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M").append(x + 4).append(',').append(y + 4).append("h1v1h-1z");
                }
            }
        }
        int side = code.size + 8;
        String svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"><path fill=\"#fff\" d=\"M0,0h%dv%dH0z\"/><path d=\"%s\"/></svg>"
                        .formatted(side, side, side, side, path);
        return "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
    }
}
