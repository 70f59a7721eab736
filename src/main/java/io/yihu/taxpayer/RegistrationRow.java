package io.yihu.taxpayer;

import java.time.LocalDate;
import java.util.List;

/** One registration record of a subject with what the identifier checks flagged. */
public record RegistrationRow(
        String regSerial,
        String taxId,
        String uscc,
        String legacyTaxId,
        String name,
        String status,
        String taxpayerType,
        String officeCode,
        LocalDate registerDate,
        List<String> notes,
        String source,
        long batchId,
        long lineNo) {}
