package io.yihu.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/**
 * What matters of a database before it is used; refuses, each in one sentence, one this application must not run on.
 *
 * @param version as PostgreSQL counts, 150004 for 15.4
 * @param mark value of the marker {@code mode}, null in a database without one
 */
record DatabaseCheck(int version, String versionText, String ctype, String mark) {
    private static final int OLDEST_SERVER = 150_000;

    static void refuseUnfit(DataSource owner, boolean demoMode) {
        try (Connection connection = owner.getConnection()) {
            boolean marked = one(connection, "select to_regclass('platform.marker')") != null;
            new DatabaseCheck(
                            Integer.parseInt(one(connection, "show server_version_num")),
                            one(connection, "show server_version"),
                            one(connection, "select datctype from pg_database where datname = current_database()"),
                            marked ? one(connection, "select value from platform.marker where key = 'mode'") : null)
                    .refuse(demoMode);
        } catch (SQLException e) {
            throw new StartupRefused(
                    "连接不上数据库：" + e.getMessage(), "检查 YIHU_DB_URL、YIHU_DB_USER、YIHU_DB_PASSWORD 以及服务器是否在运行。");
        }
    }

    void refuse(boolean demoMode) {
        if (version < OLDEST_SERVER) {
            throw new StartupRefused("数据库服务器版本 " + versionText + " 低于 15。", "升级到 PostgreSQL 15 或更新版本。");
        }
        if (Set.of("C", "POSIX").contains(ctype)) {
            throw new StartupRefused(
                    "数据库的 lc_ctype 是 " + ctype + "，中文检索会静默失效。", "用 UTF-8 的 lc_ctype（例如 C.UTF-8 或 zh_CN.UTF-8）重建数据库。");
        }
        if (!demoMode && "demo".equals(mark)) {
            throw new StartupRefused("这个数据库带有演示标记，生产模式拒绝使用它。", "换一个数据库，或以 YIHU_MODE=demo 启动。");
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            return result.next() ? result.getString(1) : null;
        }
    }
}
