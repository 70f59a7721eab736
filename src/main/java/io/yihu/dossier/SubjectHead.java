package io.yihu.dossier;

import java.time.Instant;
import java.time.LocalDate;

/**
 * What stands on top of a taxpayer's file.
 *
 * @param period month of the level, null while no run has looked at the taxpayer
 * @param officerId leader of the institution grid, null while no grid covers the taxpayer
 * @param nextDue earliest deadline of an open matter
 * @param batchId lineage of the registration that speaks for the taxpayer
 */
public record SubjectHead(
        long id,
        String name,
        String taxId,
        String status,
        String statusZh,
        String statusEn,
        boolean external,
        Long officeId,
        String officeName,
        String officeFullName,
        boolean officeVisible,
        String level,
        Double score,
        LocalDate period,
        Long findingId,
        Long gridId,
        String gridName,
        Long officerId,
        String officerName,
        LocalDate registerDate,
        Instant nextDue,
        long openMatters,
        Long batchId,
        Long lineNo) {}
