package io.yihu.exchange.connector;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.yihu.platform.Refusal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Properties;
import lombok.RequiredArgsConstructor;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The source's database itself, read only: {@code yihu.connector.<connector>.url}, {@code .user}, {@code .password}. */
@Component
@Order(10)
@RequiredArgsConstructor
class DatabaseRows implements ChangedRows {
    private static final int AT_ONCE = 5_000;
    private final Environment environment;

    @Override
    public boolean serves(Connector connector) {
        return !setting(connector, "url").isBlank();
    }

    /** Without what follows a question mark: some drivers take the password there. */
    @Override
    public String place(Connector connector) {
        return setting(connector, "url").replaceFirst("\\?.*", "");
    }

    private String setting(Connector connector, String name) {
        return environment.getProperty("yihu.connector." + connector.code() + "." + name, "");
    }

    @Override
    public Taken since(Connector connector, Connector.DataSet set, LocalDateTime since, LocalDateTime now, Path into) {
        Properties login = new Properties();
        login.put("user", setting(connector, "user"));
        login.put("password", setting(connector, "password"));
        ChangeMark mark = new ChangeMark(since, now);
        String column = quoted(set.mark());
        String sql = "select * from " + quoted(set.table())
                + (since == null ? "" : " where " + column + " is null or " + column + " >= ?") + " order by " + column;
        try (Connection source = DriverManager.getConnection(setting(connector, "url"), login)) {
            source.setReadOnly(true);
            source.setAutoCommit(false);
            try (PreparedStatement statement = source.prepareStatement(sql);
                    CsvWriter csv = CsvWriter.builder().build(into)) {
                statement.setFetchSize(AT_ONCE);
                if (since != null) {
                    statement.setObject(1, since);
                }
                try (ResultSet row = statement.executeQuery()) {
                    return new Taken(copy(row, set.mark(), mark, csv), mark.newest());
                }
            }
        } catch (SQLException | IOException e) {
            throw Refusal.conflict("exchange.connector.unreadable", e.getMessage());
        }
    }

    private static long copy(ResultSet row, String markColumn, ChangeMark mark, CsvWriter csv) throws SQLException {
        int width = row.getMetaData().getColumnCount();
        String[] cells = new String[width];
        for (int i = 0; i < width; i++) {
            cells[i] = row.getMetaData().getColumnLabel(i + 1);
        }
        csv.writeRecord(cells);
        long rows = 0;
        while (row.next()) {
            if (mark.wants(row.getString(markColumn))) {
                for (int i = 0; i < width; i++) {
                    String cell = row.getString(i + 1);
                    cells[i] = cell == null ? "" : cell;
                }
                csv.writeRecord(cells);
                rows++;
            }
        }
        return rows;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
