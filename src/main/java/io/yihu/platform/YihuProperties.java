package io.yihu.platform;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator may set.
 *
 * @param dataDir folder of the embedded database, spool and checkpoints
 * @param mode demo or production; empty means demo on the embedded database and production on an external one
 * @param db external PostgreSQL; an empty url means the embedded one
 */
@ConfigurationProperties("yihu")
public record YihuProperties(Path dataDir, String mode, Db db, Demo demo) {
    /** Connection of an external PostgreSQL. */
    public record Db(String url, String user, String password, int poolSize, boolean durable) {}

    /** Demo seeding: size S, M or L and the seed of the generator. */
    public record Demo(boolean seed, String size, long seedNumber) {}

    public boolean external() {
        return db.url() != null && !db.url().isBlank();
    }

    public boolean demoMode() {
        return mode == null || mode.isBlank() ? !external() : "demo".equalsIgnoreCase(mode);
    }
}
