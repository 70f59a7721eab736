package io.yihu.taxpayer;

import java.time.LocalDate;

/** The head of a person's file; numbers only masked. */
public record PersonHead(
        long id,
        String personNo,
        String name,
        String idType,
        String idMasked,
        LocalDate birth,
        String sex,
        String phoneMasked,
        Boolean deathFlag,
        String capabilityFlag,
        Long creditScore) {}
