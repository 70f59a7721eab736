package io.yihu.guidance;

import java.time.Instant;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the versions of templates for pages. */
@Component
@RequiredArgsConstructor
public class TemplateQueries {
    private final JdbcClient jdbc;

    /** A text somebody wrote; reminders as days with blanks between. */
    public record Version(
            String code,
            int version,
            String title,
            String body,
            String notice,
            String reminders,
            int validDays,
            String channels,
            String state,
            String reason,
            String draftedBy,
            String draftedName,
            Instant draftedAt,
            String reviewedName,
            Instant reviewedAt,
            String reviewNote) {}

    /** Newest first. */
    public List<Version> history(String code) {
        return jdbc.sql("""
                        select code, version, title, body, notice, array_to_string(reminders, ' ') as reminders, valid_days, array_to_string(channels, ',') as channels, state, reason, drafted_by,
                          drafted_name, drafted_at, reviewed_name, reviewed_at, review_note
                        from guidance.template_version where code = ? order by version desc""").param(code).query(Version.class).list();
    }

    /** Codes with a text that waits for another person. */
    public List<String> pending() {
        return jdbc.sql("select code from guidance.template_version where state = 'PENDING'")
                .query(String.class)
                .list();
    }
}
