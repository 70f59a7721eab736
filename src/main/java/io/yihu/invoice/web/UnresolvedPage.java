package io.yihu.invoice.web;

import io.yihu.invoice.UnresolvedQueries;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.YearMonth;
import lombok.RequiredArgsConstructor;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Invoices that belong to no registered taxpayer, counted and listed. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
class UnresolvedPage {
    private static final int MOST = 200;
    private final UnresolvedQueries unresolved;

    @GetMapping("/invoice/unresolved")
    String list(@RequestParam(required = false) @DateTimeFormat(pattern = "yyyy-MM") YearMonth month, Model model) {
        var months = unresolved.months();
        LocalDate shown = month != null
                ? month.atDay(1)
                : months.isEmpty() ? null : months.get(0).month();
        model.addAttribute("months", months);
        model.addAttribute("shown", shown);
        model.addAttribute("most", MOST);
        model.addAttribute("parties", shown == null ? java.util.List.of() : unresolved.parties(shown, MOST));
        return "invoice/unresolved";
    }
}
