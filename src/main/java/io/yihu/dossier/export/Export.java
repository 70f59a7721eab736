package io.yihu.dossier.export;

import java.time.Instant;

/**
 * One file somebody asked for.
 *
 * @param kind FILE_PDF, FILE_XLSX of one taxpayer; SUBJECTS, FINDINGS of the own area
 * @param parameters what a list is narrowed by, JSON
 * @param file name inside the exports folder, null until done
 */
public record Export(
        long id,
        String kind,
        String title,
        Long subjectId,
        String parameters,
        String purpose,
        String note,
        String language,
        String login,
        String actorName,
        String staffNo,
        String state,
        Long rows,
        Long bytes,
        String file,
        Long jobId,
        String reference,
        int downloads,
        Instant createdAt,
        Instant finishedAt,
        Instant expiresAt) {
    public boolean open() {
        return state.equals("QUEUED") || state.equals("RUNNING");
    }

    public String extension() {
        return kind.equals("FILE_PDF") ? "pdf" : "xlsx";
    }
}
