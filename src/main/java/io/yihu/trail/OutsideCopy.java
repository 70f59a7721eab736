package io.yihu.trail;

import io.yihu.platform.YihuProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The second place of the checkpoints, outside the database: per log an append-only file of signed checkpoints and one of
 * leaf hashes. Each node keeps its own; what the database holds and the file does not is appended after the commit.
 */
@Slf4j
@Component
class OutsideCopy {
    /** A line of the file. */
    record Line(long number, long treeSize, String text, byte[] signature) {
        boolean matches(Checkpoint point) {
            return text.equals(point.text()) && java.util.Arrays.equals(signature, point.signature());
        }
    }

    private static final JsonMapper JSON = new JsonMapper();
    private static final int AT_ONCE = 64;
    private final Path folder;
    private final SealStore store;

    OutsideCopy(YihuProperties properties, SealStore store) {
        folder = properties.dataDir().resolve("checkpoints");
        this.store = store;
    }

    Path folder() {
        return folder;
    }

    /** Appends what is missing; false when the file tells another story than the database, which is then left alone. */
    synchronized boolean catchUp() {
        Optional<SealStore.Log> log = store.log();
        if (log.isEmpty()) {
            return true;
        }
        Path file = checkpoints(log.get().id());
        try {
            Files.createDirectories(file.getParent());
            dropTornTail(file);
            Optional<Line> known = lastLine(file);
            if (known.isPresent()
                    && store.checkpoint(known.get().number())
                            .filter(known.get()::matches)
                            .isEmpty()) {
                return false;
            }
            long next = known.map(line -> line.number() + 1).orElse(0L);
            int width = log.get().suite().hash().length();
            for (List<Checkpoint> missing = store.checkpoints(next, AT_ONCE);
                    !missing.isEmpty();
                    missing = store.checkpoints(next, AT_ONCE)) {
                append(log.get().id(), missing, width);
                next = missing.get(missing.size() - 1).number() + 1;
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All lines of a log, oldest first; a torn last line is not a line yet. */
    synchronized List<Line> lines(String logId) {
        Path file = checkpoints(logId);
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String content = Files.readString(file);
            return content.substring(0, content.lastIndexOf('\n') + 1)
                    .lines()
                    .map(OutsideCopy::line)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaf hashes of the rows {@code [from, from + count)}; empty when the file does not reach so far. */
    Optional<List<byte[]>> leaves(String logId, int width, long from, long count) {
        Path file = folder.resolve(logId).resolve("leaves");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < (from + count) * width) {
                return Optional.empty();
            }
            ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(count * width));
            while (buffer.hasRemaining() && channel.read(buffer, from * width + buffer.position()) >= 0) {
                // a long stretch may come in pieces
            }
            List<byte[]> leaves = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                leaves.add(java.util.Arrays.copyOfRange(buffer.array(), i * width, (i + 1) * width));
            }
            return Optional.of(leaves);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Logs this folder knows. */
    List<String> logs() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> logs = Files.list(folder)) {
            return logs.map(path -> path.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves first, then the checkpoint that covers them, each forced to disk. */
    private void append(String logId, List<Checkpoint> missing, int width) throws IOException {
        StringBuilder lines = new StringBuilder();
        Path file = folder.resolve(logId).resolve("leaves");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (Checkpoint point : missing) {
                ByteBuffer hashes = ByteBuffer.allocate(Math.toIntExact((point.treeSize() - point.firstSeq()) * width));
                store.leaves(point.firstSeq(), point.treeSize() - point.firstSeq())
                        .forEach(hashes::put);
                channel.write(hashes.flip(), point.firstSeq() * width);
                lines.append(written(point)).append('\n');
            }
            channel.force(true);
        }
        try (FileChannel channel = FileChannel.open(
                checkpoints(logId), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }

    private record LineJson(long number, long size, String text, String signature) {}

    /** A checkpoint as a line of JSON, without the end of the line. */
    static String written(Checkpoint point) {
        return JSON.writeValueAsString(new LineJson(
                point.number(),
                point.treeSize(),
                point.text(),
                Base64.getEncoder().encodeToString(point.signature())));
    }

    private Path checkpoints(String logId) {
        return folder.resolve(logId).resolve("checkpoints.jsonl");
    }

    static Line line(String text) {
        JsonNode node = JSON.readTree(text);
        return new Line(
                node.get("number").longValue(),
                node.get("size").longValue(),
                node.get("text").stringValue(),
                Base64.getDecoder().decode(node.get("signature").stringValue()));
    }

    private Optional<Line> lastLine(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int tail = (int) Math.min(channel.size(), 1 << 20);
            ByteBuffer buffer = ByteBuffer.allocate(tail);
            channel.read(buffer, channel.size() - tail);
            String[] lines = new String(buffer.array(), StandardCharsets.UTF_8).split("\n");
            return Optional.of(line(lines[lines.length - 1]));
        }
    }

    /** A kill while appending leaves half a line: it never counted, so it goes. */
    private void dropTornTail(Path file) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = channel.size();
            ByteBuffer one = ByteBuffer.allocate(1);
            while (end > 0) {
                one.clear();
                channel.read(one, end - 1);
                if (one.get(0) == '\n') {
                    break;
                }
                end--;
            }
            if (end < channel.size()) {
                log.warn("A checkpoint line torn by a kill was dropped and is written again");
                channel.truncate(end);
            }
        }
    }
}
