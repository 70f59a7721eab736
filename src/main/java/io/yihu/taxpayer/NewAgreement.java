package io.yihu.taxpayer;

import java.time.LocalDate;

/**
 * An exchange agreement as a form gives it.
 *
 * @param given what is given in exchange, null when nothing
 * @param divisionCode beginning of the divisions it covers, null for everywhere
 * @param officeCode office that is responsible
 */
public record NewAgreement(
        String code,
        String feed,
        String provider,
        String legalBasis,
        String items,
        String given,
        String frequency,
        int lagDays,
        String divisionCode,
        LocalDate validFrom,
        LocalDate validTo,
        String contact,
        String officeCode) {}
