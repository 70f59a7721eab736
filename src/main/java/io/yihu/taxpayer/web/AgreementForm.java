package io.yihu.taxpayer.web;

import io.yihu.platform.Refusal;
import io.yihu.taxpayer.NewAgreement;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;

/** An agreement as it was typed; stays on the page when it cannot be taken. */
record AgreementForm(
        String code,
        String feed,
        String provider,
        String legalBasis,
        String items,
        String given,
        String frequency,
        String lagDays,
        String divisionCode,
        String validFrom,
        String validTo,
        String contact,
        String officeCode) {
    /** What a request leaves out is empty. */
    AgreementForm {
        code = text(code);
        provider = text(provider);
        legalBasis = text(legalBasis);
        items = text(items);
        contact = text(contact);
        officeCode = text(officeCode);
    }

    static AgreementForm empty(LocalDate today) {
        return new AgreementForm("", "", "", "", "", "", "", "35", "", today.toString(), "", "", "");
    }

    NewAgreement agreement() {
        String days = text(lagDays);
        if (!days.matches("\\d{1,4}")) {
            throw Refusal.invalid("taxpayer.agreement.lag");
        }
        return new NewAgreement(
                text(code),
                text(feed),
                text(provider),
                text(legalBasis),
                text(items),
                orNull(given),
                text(frequency),
                Integer.parseInt(days),
                orNull(divisionCode),
                day(validFrom),
                day(validTo),
                text(contact),
                text(officeCode));
    }

    private static String text(String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static String orNull(String typed) {
        return text(typed).isEmpty() ? null : text(typed);
    }

    private static LocalDate day(String typed) {
        try {
            return text(typed).isEmpty() ? null : LocalDate.parse(text(typed));
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("taxpayer.agreement.day", typed);
        }
    }
}
