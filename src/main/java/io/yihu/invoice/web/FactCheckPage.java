package io.yihu.invoice.web;

import io.yihu.invoice.FactCheckQueries;
import io.yihu.invoice.InvoiceQueries;
import io.yihu.invoice.InvoiceRow;
import io.yihu.invoice.MonthPoint;
import io.yihu.platform.Display;
import io.yihu.platform.NavItem;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Do the facts stand for the invoices: the last comparisons, what differs, and the rows behind it. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class FactCheckPage {
    private static final int ROWS = 50;
    private final FactCheckQueries checks;
    private final InvoiceQueries invoices;
    private final Display display;

    @Configuration
    static class Navigation {
        @Bean
        NavItem factCheckNav() {
            return new NavItem(
                    "data", 60, "invoice.check.title", "/invoice/facts", List.of(Roles.SUPERVISOR, Roles.MODEL_ADMIN));
        }
    }

    @GetMapping("/invoice/facts")
    String checks(@RequestParam(required = false) Long run, Model model) {
        List<FactCheckQueries.Check> all = checks.checks();
        Long wanted = run != null || all.isEmpty() ? run : (Long) all.get(0).runId();
        model.addAttribute("checks", all);
        model.addAttribute("run", wanted);
        model.addAttribute("places", wanted == null ? List.of() : checks.places(wanted));
        return "invoice/facts";
    }

    @GetMapping("/invoice/subjects/{subject}/months/{month}")
    String month(
            @PathVariable long subject,
            @PathVariable String month,
            @RequestParam(defaultValue = "OUT") String side,
            @RequestParam(required = false) String after,
            Model model) {
        LocalDate day = day(month);
        if (!side.equals("OUT") && !side.equals("IN")) {
            throw Refusal.invalid("invoice.side.unknown", side);
        }
        if (after != null && !after.matches("[-\\dT:.]+Z~-?\\d{1,19}")) {
            throw Refusal.invalid("invoice.page.key");
        }
        List<MonthPoint> facts = invoices.curve(subject, day, day);
        Slice<InvoiceRow> rows = invoices.invoices(subject, day, side, after, ROWS);
        model.addAttribute("subject", subject);
        model.addAttribute("monthName", display.month(day));
        model.addAttribute("here", "/invoice/subjects/" + subject + "/months/" + YearMonth.from(day));
        model.addAttribute("side", side);
        model.addAttribute("facts", facts.isEmpty() ? null : facts.get(0));
        model.addAttribute("rows", rows);
        return "invoice/month";
    }

    private static LocalDate day(String month) {
        try {
            return YearMonth.parse(month).atDay(1);
        } catch (DateTimeException e) {
            throw Refusal.invalid("invoice.month.unreadable", month);
        }
    }
}
