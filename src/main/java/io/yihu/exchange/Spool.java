package io.yihu.exchange;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The folder received files stand in, so that a killed import can read on and a line can be shown again later. */
@Component
public class Spool {
    private static final long KEEP_FREE = 256L << 20;
    private final Path folder;
    private final Path uploads;

    Spool(YihuProperties properties) {
        folder = properties.dataDir().toAbsolutePath().normalize().resolve("spool");
        uploads = folder.resolve("upload");
        try {
            Files.createDirectories(uploads);
            removeParts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file taken in: where it stands and what it is. */
    public record Taken(Path path, String sha256, long bytes) {}

    /** Folder of the servlet container's half-received uploads. */
    public Path uploads() {
        return uploads;
    }

    /** Copies a stream in; a half copy is removed. */
    public Taken take(InputStream in) {
        Path part = folder.resolve(UUID.randomUUID() + ".part");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            long bytes;
            try (OutputStream out = Files.newOutputStream(part)) {
                bytes = new DigestInputStream(in, digest).transferTo(out);
            }
            Path kept = folder.resolve(part.getFileName().toString().replace(".part", ".in"));
            Files.move(part, kept);
            return new Taken(kept, HexFormat.of().formatHex(digest.digest()), bytes);
        } catch (IOException e) {
            deleteQuietly(part);
            throw Refusal.conflict("exchange.error.spool");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Taken take(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return take(in);
        } catch (IOException e) {
            throw Refusal.invalid("exchange.error.noFile", file.getFileName());
        }
    }

    /** True when a file of that size fits and the rest of the machine still has air. */
    public boolean hasRoom(long bytes) {
        try {
            return Files.getFileStore(folder).getUsableSpace() - bytes > KEEP_FREE;
        } catch (IOException e) {
            return false;
        }
    }

    public void remove(Path file) {
        deleteQuietly(file);
    }

    Stream<Path> files() throws IOException {
        return Files.list(folder).filter(Files::isRegularFile);
    }

    private void removeParts() throws IOException {
        try (Stream<Path> parts = Stream.concat(Files.list(folder), Files.list(uploads))) {
            parts.filter(path -> path.startsWith(uploads) && !path.equals(uploads)
                            || path.toString().endsWith(".part"))
                    .forEach(Spool::deleteQuietly);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
