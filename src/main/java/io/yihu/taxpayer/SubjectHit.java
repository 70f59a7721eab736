package io.yihu.taxpayer;

/**
 * One line of a search result.
 *
 * @param matched NAME, TAX_ID, INITIALS or PERSON
 * @param person the person that matched, else null
 */
public record SubjectHit(
        long id,
        String name,
        String taxId,
        boolean external,
        String status,
        Long officeId,
        String officeName,
        String matched,
        String person) {}
