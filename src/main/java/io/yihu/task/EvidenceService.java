package io.yihu.task;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Files that prove what a feedback says. */
@Service
@RequiredArgsConstructor
public class EvidenceService {
    public static final int LARGEST = 10 * 1024 * 1024;
    static final int MOST_FILES = 20;
    private final TaskAccess access;
    private final TaskQueries queries;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    /** A file as it goes to the browser, always as attachment. */
    public record Content(String fileName, String mediaType, byte[] bytes) {}

    /** Keeps a file of an open task of the actor or of the actor's joint team; the same bytes again are kept once. */
    @Traced("task.evidence.add")
    public void add(long taskId, String fileName, byte[] bytes) {
        Task task = access.shared(taskId);
        Trail.object("task", taskId);
        Trail.subject(task.getSubjectId());
        if (task.getAcceptedAt() == null || task.getClosedAt() != null || task.getState() == TaskState.SUBMITTED) {
            throw Refusal.conflict("task.refused.evidenceClosed");
        }
        if (bytes.length == 0) {
            throw Refusal.invalid("task.refused.evidenceEmpty");
        }
        if (bytes.length > LARGEST) {
            throw Refusal.invalid("task.refused.evidenceSize", LARGEST / 1024 / 1024);
        }
        String type = EvidenceType.of(bytes).orElseThrow(() -> Refusal.invalid("task.refused.evidenceType"));
        int files = jdbc.sql("select count(*) from task.evidence where subject_id = ? and task_id = ?")
                .params(task.getSubjectId(), taskId)
                .query(Integer.class)
                .single();
        if (files >= MOST_FILES) {
            throw Refusal.invalid("task.refused.evidenceMany", MOST_FILES);
        }
        String digest = sha256(bytes);
        jdbc.sql("""
                        insert into task.evidence (task_id, subject_id, file_name, media_type, size, sha256, content, uploaded_by, uploaded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz) on conflict do nothing""")
                .params(
                        taskId,
                        task.getSubjectId(),
                        plain(fileName),
                        type,
                        bytes.length,
                        digest,
                        bytes,
                        CurrentActor.get().officerId(),
                        clock.instant().toString())
                .update();
        Trail.note("file", plain(fileName));
        Trail.note("sha256", digest);
    }

    /** A file of a task the actor may see; each reading leaves a trail row. */
    @Traced(value = "task.evidence.read", read = true)
    public Content read(long taskId, long evidenceId) {
        TaskRow task = queries.task(taskId).orElseThrow(Refusal::notFound);
        Trail.object("task", taskId);
        Trail.subject(task.subjectId());
        return jdbc.sql("""
                        select file_name, media_type, content from task.evidence where subject_id = ? and task_id = ? and id = ?""")
                .params(task.subjectId(), taskId, evidenceId)
                .query((row, n) -> new Content(row.getString(1), row.getString(2), row.getBytes(3)))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    /** No folders, no control characters, at most 120 characters. */
    static String plain(String fileName) {
        String name =
                fileName == null ? "" : fileName.replaceAll("^.*[/\\\\]", "").replaceAll("[\\p{Cntrl}\"]", "");
        name = name.isBlank() ? "file" : name.strip();
        return name.length() > 120 ? name.substring(name.length() - 120) : name;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
