package io.yihu.dossier.export;

import io.yihu.dossier.SubjectFileService;
import io.yihu.dossier.SubjectHead;
import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import io.yihu.platform.Refusal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Makes an export with the rights its asker has now; killed, it begins anew and the half file is overwritten. */
@Slf4j
@Component
@RequiredArgsConstructor
class ExportJob implements JobHandler {
    static final String KIND = "dossier.export";
    private final ExportStore store;
    private final FileWorkbook workbook;
    private final ListWorkbook lists;
    private final OtherFiles others;
    private final FileDocument document;
    private final List<ActorDirectory> directories;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final SubjectFileService files;
    private final PlatformTransactionManager transactions;

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) throws Exception {
        long id = json.readTree(job.parameters()).path("export").asLong();
        Export export = store.find(id).filter(Export::open).orElse(null);
        if (export == null) {
            return;
        }
        jdbc.sql("update dossier.export set state = 'RUNNING' where id = ?")
                .param(id)
                .update();
        try {
            Actor actor = actor(export.login());
            String name = export.id() + "-" + UUID.randomUUID() + "." + export.extension();
            Path half = store.newFile(name + ".part");
            long rows = CurrentActor.as(actor, () -> write(export, half, job));
            Path whole = store.newFile(name);
            Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
            done(export, name, rows, Files.size(whole));
        } catch (RuntimeException | IOException e) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            log.error("Reference {}: export {} failed", reference, id, e);
            jdbc.sql("update dossier.export set state = 'FAILED', reference = ?, finished_at = ? where id = ?")
                    .params(reference, store.now(), id)
                    .update();
        }
    }

    private long write(Export export, Path file, JobContext job) {
        Watermark mark = Watermark.of(export, store.now().toInstant());
        SubjectHead subject = export.subjectId() == null ? null : files.open(export.subjectId(), "export made");
        if (OtherFiles.KINDS.contains(export.kind())) {
            others.title(export.kind(), others.target(export));
        }
        return new TransactionTemplate(transactions).execute(status -> write(export, subject, mark, file, job));
    }

    /** In one transaction, so that rows come in portions and all sheets tell of one moment. */
    private long write(Export export, SubjectHead subject, Watermark mark, Path file, JobContext job) {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            return switch (export.kind()) {
                case "FILE_PDF" -> document.write(export, subject, mark, out);
                case "PERSON", "OFFICE", "STAFF" -> others.write(export, mark, out);
                case "FILE_XLSX" -> workbook.write(export, subject, mark, out, job);
                default -> lists.write(export, mark, out, job);
            };
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Actor actor(String login) {
        return directories.stream()
                .map(directory -> directory.byLogin(login))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    private void done(Export export, String file, long rows, long bytes) {
        jdbc.sql("""
                        update dossier.export set state = 'DONE', file = ?, rows = ?, bytes = ?, finished_at = ?, expires_at = ?
                        where id = ?""")
                .params(file, rows, bytes, store.now(), store.now().plus(ExportStore.KEEP), export.id())
                .update();
    }
}
