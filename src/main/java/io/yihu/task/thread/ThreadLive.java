package io.yihu.task.thread;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Brings new messages to the browsers of this node. The database tells every node with the commit that wrote the message, so
 * it does not matter which node took it in; a node that lost its connection listens again.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class ThreadLive implements SmartLifecycle {
    static final String CHANNEL = "task_message";
    private static final int WAIT_MILLIS = 1_000;
    private static final int BEAT_ROUNDS = 20;
    private static final long OPEN_MILLIS = 15 * 60_000L;
    private final DataSource source;
    private final Environment environment;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private volatile Thread thread;

    /** An open line to one browser about one thread; the browser opens it again when it ends. */
    public SseEmitter subscribe(String topic) {
        SseEmitter emitter = new SseEmitter(OPEN_MILLIS);
        Consumer<String> line = id -> send(emitter, id);
        Runnable off = () -> off(topic, line);
        emitter.onCompletion(off);
        emitter.onTimeout(emitter::complete);
        emitter.onError(failure -> off.run());
        on(topic, line);
        send(emitter, "0");
        return emitter;
    }

    /** Hears what is written in a thread, on whatever node it was written. */
    public void on(String topic, Consumer<String> line) {
        listeners.computeIfAbsent(topic, key -> new CopyOnWriteArrayList<>()).add(line);
    }

    private void off(String topic, Consumer<String> line) {
        listeners.computeIfPresent(topic, (key, lines) -> {
            lines.remove(line);
            return lines.isEmpty() ? null : lines;
        });
    }

    private static void send(SseEmitter emitter, String id) {
        try {
            emitter.send(
                    SseEmitter.event().name(id.equals("0") ? "beat" : "message").data(id));
        } catch (IOException | IllegalStateException e) {
            emitter.completeWithError(e);
        }
    }

    @Override
    public void start() {
        if (!environment.containsProperty("yihu.command")
                && !environment.getProperty("yihu.trail.seal-every", "").startsWith("0")) {
            open();
        }
    }

    public void open() {
        thread = new Thread(this::listen, "task-message");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            try {
                running.join(5_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void listen() {
        boolean failing = false;
        while (thread == Thread.currentThread()) {
            try (Connection connection = source.getConnection()) {
                connection.setAutoCommit(true);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("listen " + CHANNEL);
                }
                failing = false;
                hear(connection.unwrap(PGConnection.class));
                try (Statement statement = connection.createStatement()) {
                    statement.execute("unlisten " + CHANNEL);
                }
            } catch (SQLException e) {
                if (!failing) {
                    failing = true;
                    log.warn("Messages are not live at the moment; listening again", e);
                }
                rest();
            }
        }
    }

    private void hear(PGConnection connection) throws SQLException {
        int rounds = 0;
        while (thread == Thread.currentThread()) {
            PGNotification[] told = connection.getNotifications(WAIT_MILLIS);
            for (PGNotification each : told == null ? new PGNotification[0] : told) {
                int colon = each.getParameter().lastIndexOf(':');
                tell(
                        each.getParameter().substring(0, colon),
                        each.getParameter().substring(colon + 1));
            }
            if (++rounds % BEAT_ROUNDS == 0) {
                listeners.keySet().forEach(topic -> tell(topic, "0"));
            }
        }
    }

    private void tell(String topic, String id) {
        listeners.getOrDefault(topic, List.of()).forEach(line -> line.accept(id));
    }

    private static void rest() {
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
