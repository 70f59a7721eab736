package io.yihu.invoice.web;

import io.yihu.invoice.InvoiceQueries;
import io.yihu.invoice.InvoiceRow;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Facts and invoices of a subject as JSON, by the same queries and rights as the pages. */
@RestController
@RequestMapping("/api/v1/subjects/{id}")
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN, Roles.MODEL_ADMIN, Roles.API_CLIENT})
class InvoiceApi {
    private static final int MOST = 500;
    private static final LocalDate EVER = LocalDate.of(1994, 1, 1);
    private static final LocalDate NEVER = LocalDate.of(2100, 1, 1);
    private final InvoiceQueries invoices;

    @GetMapping("/facts")
    Slice<Map<String, Object>> facts(
            @PathVariable long id,
            @RequestParam(required = false) String from,
            @RequestParam(required = false) String to,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "120") int limit) {
        LocalDate first = month(from, EVER);
        LocalDate following = month(after, EVER.minusMonths(1)).plusMonths(1);
        return invoices.facts(id, following.isAfter(first) ? following : first, month(to, NEVER), bounded(limit));
    }

    @GetMapping("/invoices")
    Slice<InvoiceRow> invoices(
            @PathVariable long id,
            @RequestParam String month,
            @RequestParam(defaultValue = "OUT") String side,
            @RequestParam(required = false) String after,
            @RequestParam(defaultValue = "50") int limit) {
        return invoices.invoices(
                id, month(month, EVER), side(side), key(after, "[-\\dT:.]+Z~-?\\d{1,19}"), bounded(limit));
    }

    private static int bounded(int limit) {
        return Math.max(1, Math.min(limit, MOST));
    }

    private static String side(String side) {
        if (!side.equals("OUT") && !side.equals("IN")) {
            throw Refusal.invalid("invoice.side.unknown", side);
        }
        return side;
    }

    private static String key(String after, String pattern) {
        if (after != null && !after.matches(pattern)) {
            throw Refusal.invalid("invoice.page.key");
        }
        return after;
    }

    private static LocalDate month(String text, LocalDate otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return YearMonth.parse(text.length() > 7 ? text.substring(0, 7) : text)
                    .atDay(1);
        } catch (DateTimeException e) {
            throw Refusal.invalid("invoice.month.unreadable", text);
        }
    }
}
