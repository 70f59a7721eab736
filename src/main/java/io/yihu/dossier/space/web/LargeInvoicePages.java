package io.yihu.dossier.space.web;

import io.yihu.invoice.LargeInvoiceQueries;
import io.yihu.invoice.LargeInvoiceQueries.Filter;
import io.yihu.organization.OfficeQueries;
import io.yihu.organization.OfficeRow;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Large invoices by threshold, months, office and industry, each leading to the files of its parties. */
@Controller
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN})
@RequiredArgsConstructor
class LargeInvoicePages {
    private static final int PAGE = 50;
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private static final BigDecimal LEAST_WAN = BigDecimal.valueOf(LargeInvoiceQueries.LEAST / 10_000);
    private static final String SECTIONS = "ABCDEFGHIJKLMNOPQRST";
    private final LargeInvoiceQueries invoices;
    private final OfficeQueries offices;

    @GetMapping("/invoice/large")
    String large(
            @RequestParam(required = false) String least,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) Long office,
            @RequestParam(required = false) String section,
            @RequestParam(required = false) String after,
            Model model) {
        BigDecimal wan = least == null || least.isBlank() ? LEAST_WAN : TraceForm.number(least);
        if (wan.compareTo(LEAST_WAN) < 0) {
            throw Refusal.invalid("space.large.least", LEAST_WAN);
        }
        String industry = section == null || section.isBlank() ? null : section;
        if (industry != null && (industry.length() > 1 || !SECTIONS.contains(industry))) {
            throw Refusal.invalid("space.large.section", industry);
        }
        if (after != null && !after.matches("\\d{1,18}(\\.\\d{1,2})?~-?\\d{1,19}")) {
            throw Refusal.invalid("space.page.key");
        }
        LocalDate newest = invoices.newestMonth().orElse(null);
        LocalDate last = TraceForm.month(to) == null ? newest : TraceForm.month(to);
        LocalDate first = TraceForm.month(from) == null ? last : TraceForm.month(from);
        OfficeRow at = office == null ? top() : offices.byId(office);
        model.addAttribute("least", wan.stripTrailingZeros().toPlainString());
        model.addAttribute("from", first == null ? null : YearMonth.from(first));
        model.addAttribute("to", last == null ? null : YearMonth.from(last));
        model.addAttribute("office", at);
        model.addAttribute("path", at == null ? List.of() : offices.path(at.id()));
        model.addAttribute("section", industry);
        model.addAttribute("sections", List.of(SECTIONS.split("")));
        model.addAttribute("loaded", newest != null && at != null);
        if (newest != null && at != null) {
            if (first.isAfter(last) || first.plusYears(2).isBefore(last)) {
                throw Refusal.invalid("space.large.months");
            }
            Filter filter = new Filter(wan.multiply(WAN), first, last, at.path(), industry);
            model.addAttribute("papers", invoices.list(filter, after, PAGE));
            model.addAttribute("offices", invoices.byOffice(filter, at.id()));
            model.addAttribute("industries", invoices.byIndustry(filter));
        }
        return "dossier/space/large";
    }

    /** Where the actor's tree begins; null where nothing may be seen. */
    private OfficeRow top() {
        return offices.tops().stream().findFirst().orElse(null);
    }
}
