package io.yihu.risk.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.BenchmarkService;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/** Benchmarks, rates, transforms and peers, for the model role only. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class ReferencePages {
    private static final int PEERS = 300;
    private final BenchmarkService benchmarks;
    private final MessageSource messages;

    @GetMapping("/risk/reference")
    String reference(Model model) {
        model.addAttribute("measures", benchmarks.measures());
        model.addAttribute("benchmarks", benchmarks.benchmarks());
        model.addAttribute("rates", benchmarks.rates());
        model.addAttribute("transforms", benchmarks.transforms());
        model.addAttribute("peers", benchmarks.peers(PEERS));
        return "risk/reference";
    }

    @PostMapping("/risk/reference")
    String set(Form form, Model model) {
        try {
            benchmarks.set(form.benchmark());
            return "redirect:/risk/reference";
        } catch (DateTimeParseException e) {
            problem("risk.benchmark.badDates", new Object[0], model);
        } catch (NumberFormatException e) {
            problem("risk.benchmark.badNumber", new Object[0], model);
        } catch (Refusal refusal) {
            problem(refusal.getMessage(), refusal.arguments(), model);
        }
        model.addAttribute("form", form);
        return reference(model);
    }

    private void problem(String key, Object[] arguments, Model model) {
        model.addAttribute("problems", List.of(messages.getMessage(key, arguments, LocaleContextHolder.getLocale())));
    }

    /** The form as it was typed. */
    record Form(
            String measure,
            String industry,
            String province,
            String type,
            String from,
            String to,
            String trough,
            String normal,
            String peak,
            String reason) {
        BenchmarkService.Benchmark benchmark() {
            return new BenchmarkService.Benchmark(
                    0,
                    measure,
                    every(industry),
                    every(province),
                    every(type),
                    blank(from) ? null : LocalDate.parse(from.strip()),
                    blank(to) ? null : LocalDate.parse(to.strip()),
                    number(trough),
                    number(normal),
                    number(peak),
                    reason,
                    null);
        }

        private static String every(String text) {
            return blank(text) ? "*" : text.strip();
        }

        private static Double number(String text) {
            return blank(text) ? null : Double.valueOf(text.strip());
        }

        private static boolean blank(String text) {
            return text == null || text.isBlank();
        }
    }
}
