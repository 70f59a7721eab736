package io.yihu.support;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Looks every millisecond at what the database is busy with: which statements a bench waits for, and how long of its time. */
public final class StatementSampler implements AutoCloseable {
    private static final int WORDS = 150;
    private static final int SHOWN = 14;
    private final Map<String, Double> millis = new HashMap<>();
    private final Connection connection;
    private final Thread thread;
    private volatile boolean on = true;

    public StatementSampler(Connection owner) {
        connection = owner;
        thread = new Thread(this::look, "statement-sampler");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        try (Statement statement = connection.createStatement()) {
            long before = System.nanoTime();
            while (on) {
                try (ResultSet row = statement.executeQuery(
                        "select query from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and backend_type = 'client backend'"
                                + " and datname = current_database()")) {
                    long now = System.nanoTime();
                    while (row.next()) {
                        String query = row.getString(1).strip().replaceAll("\\s+", " ");
                        millis.merge(
                                query.substring(0, Math.min(WORDS, query.length())), (now - before) / 1e6, Double::sum);
                    }
                    before = now;
                }
                Thread.sleep(1);
            }
        } catch (SQLException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @param times how often the work was done while this looked */
    public void print(int times) {
        millis.entrySet().stream()
                .sorted((one, other) -> Double.compare(other.getValue(), one.getValue()))
                .limit(SHOWN)
                .forEach(each -> System.out.printf(
                        Locale.ROOT, "  %7.2f ms each  %s%n", each.getValue() / times, each.getKey()));
    }

    @Override
    public void close() {
        on = false;
        try {
            thread.join(1000);
            connection.close();
        } catch (SQLException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
