package io.yihu.risk.quality.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.quality.OutcomeQueries;
import io.yihu.risk.quality.OutcomeService;
import io.yihu.risk.quality.QualityService;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The ranking beside what is known of taxpayers: own conclusions and lists from elsewhere. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class OutcomePages {
    private final OutcomeService outcomes;
    private final OutcomeQueries queries;
    private final OutcomeChart chart;
    private final MessageSource messages;

    /** The form as it was typed. */
    record Form(String title, String meaning, String text) {}

    @GetMapping("/risk/outcomes")
    String own(@RequestParam(defaultValue = "") String period, Model model) {
        model.addAttribute("lists", outcomes.lists());
        return show(null, period, model);
    }

    @GetMapping("/risk/outcomes/{id}")
    String list(@PathVariable long id, @RequestParam(defaultValue = "") String period, Model model) {
        model.addAttribute("list", outcomes.list(id));
        return show(id, period, model);
    }

    @PostMapping("/risk/outcomes")
    String load(Form form, @RequestParam(required = false) MultipartFile file, Model model, Locale locale) {
        try {
            String text = file == null || file.isEmpty() ? form.text() : text(file);
            return "redirect:/risk/outcomes/" + outcomes.load(form.title(), form.meaning(), text);
        } catch (Refusal refusal) {
            model.addAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
            model.addAttribute("form", form);
            return own("", model);
        }
    }

    @PostMapping("/risk/outcomes/{id}/remove")
    String remove(@PathVariable long id) {
        outcomes.remove(id);
        return "redirect:/risk/outcomes";
    }

    private String show(Long list, String period, Model model) {
        OutcomeQueries.View view = queries.compare(list, QualityService.month(period));
        model.addAttribute("view", view);
        if (view.shown() != null && view.shown().quality().area() != null) {
            model.addAttribute("chart", chart.of(view.curve()));
        }
        return "risk/outcomes";
    }

    private static String text(MultipartFile file) {
        try {
            return decoded(file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** UTF-8, or what Chinese spreadsheets write. */
    private static String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("GB18030"));
        }
    }
}
