package io.yihu.dossier.export;

import io.yihu.platform.YihuClock;
import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import lombok.extern.slf4j.Slf4j;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows and files of exports; a file may be fetched for a week and is then removed. */
@Slf4j
@Component
public class ExportStore {
    static final Duration KEEP = Duration.ofDays(7);
    private static final String COLUMNS = """
            id, kind, title, subject_id, parameters::text, purpose, note, language, login, actor_name, staff_no, state, rows, bytes, file,
            job_id, reference, downloads, created_at, finished_at, expires_at""";

    private final JdbcClient jdbc;
    private final YihuClock clock;
    private final Path folder;

    ExportStore(JdbcClient jdbc, YihuClock clock, YihuProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.folder = properties.dataDir().toAbsolutePath().normalize().resolve("exports");
    }

    public Optional<Export> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from dossier.export where id = ?")
                .param(id)
                .query(Export.class)
                .optional();
    }

    /** Newest first, of one person only. */
    public List<Export> of(String login, int limit) {
        expire();
        return jdbc.sql("select " + COLUMNS + " from dossier.export where login = ? order by id desc limit ?")
                .params(login, limit)
                .query(Export.class)
                .list();
    }

    public Path path(Export export) {
        return folder.resolve(export.file());
    }

    Path newFile(String name) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(name);
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    /** What is past its time is forgotten first and removed then. */
    public void expire() {
        List<String> files = jdbc.sql("""
                        with gone as (
                          select id, file from dossier.export where state = 'DONE' and expires_at < ?),
                        ended as (
                          update dossier.export e set state = 'EXPIRED', file = null from gone g where e.id = g.id)
                        select file from gone where file is not null""").param(now()).query(String.class).list();
        for (String file : files) {
            try {
                Files.deleteIfExists(folder.resolve(file));
            } catch (IOException e) {
                log.warn("Export {} could not be removed: {}", file, e.getMessage());
            }
        }
    }
}
