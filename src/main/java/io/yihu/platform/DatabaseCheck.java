package io.yihu.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** Refuses, each in one sentence, a database this application must not run on. */
final class DatabaseCheck {
    private static final int OLDEST_SERVER = 150_000;

    private DatabaseCheck() {}

    static void refuseUnfit(DataSource owner, boolean demoMode) {
        try (Connection connection = owner.getConnection()) {
            int version = Integer.parseInt(one(connection, "show server_version_num"));
            if (version < OLDEST_SERVER) {
                throw new StartupRefused(
                        "数据库服务器版本 " + one(connection, "show server_version") + " 低于 15。", "升级到 PostgreSQL 15 或更新版本。");
            }
            String ctype = one(connection, "select datctype from pg_database where datname = current_database()");
            if (Set.of("C", "POSIX").contains(ctype)) {
                throw new StartupRefused(
                        "数据库的 lc_ctype 是 " + ctype + "，中文检索会静默失效。",
                        "用 UTF-8 的 lc_ctype（例如 C.UTF-8 或 zh_CN.UTF-8）重建数据库。");
            }
            if (!demoMode && "demo".equals(marker(connection))) {
                throw new StartupRefused("这个数据库带有演示标记，生产模式拒绝使用它。", "换一个数据库，或以 YIHU_MODE=demo 启动。");
            }
        } catch (SQLException e) {
            throw new StartupRefused(
                    "连接不上数据库：" + e.getMessage(), "检查 YIHU_DB_URL、YIHU_DB_USER、YIHU_DB_PASSWORD 以及服务器是否在运行。");
        }
    }

    private static String marker(Connection connection) throws SQLException {
        boolean known = one(connection, "select to_regclass('platform.marker')") != null;
        return known ? one(connection, "select value from platform.marker where key = 'mode'") : null;
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }
}
