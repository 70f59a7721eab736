package io.yihu.organization;

import java.time.Instant;
import java.util.List;

/** An account as lists show it. */
public record AccountRow(
        long id,
        String login,
        String name,
        String personNo,
        Long officerId,
        String officeName,
        boolean active,
        boolean mustChange,
        Instant lastSignInAt,
        List<String> roles) {}
