package io.yihu.trail;

import java.time.Instant;

/**
 * A row of the log as screens show it.
 *
 * @param happenedAt moment of the action by the application's clock; {@code recordedAt} is the database's own
 * @param details JSON: values, or pairs of before and after
 * @param seq place in the sealed log, null while it waits
 */
public record TrailRow(
        long id,
        Instant happenedAt,
        Instant recordedAt,
        String actor,
        String actorName,
        Long officerId,
        Long officeId,
        String action,
        boolean reading,
        String objectType,
        String objectId,
        Long subjectId,
        String details,
        String ip,
        Long seq,
        boolean sealed) {}
