package io.yihu.organization;

import java.time.LocalDate;

/** An officer as lists show it. */
public record OfficerRow(
        long id,
        String staffNo,
        String name,
        long officeId,
        String officeName,
        String officePath,
        String status,
        int minutesPerDay,
        String certNo,
        LocalDate certValidTo,
        LocalDate unavailableUntil,
        String posts) {}
