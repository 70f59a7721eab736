package db.migration;

import java.io.InputStream;
import java.sql.Connection;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;
import org.postgresql.PGConnection;

/** Copies the divisions and industries that ship with the application into their reference tables, each in one statement. */
public class V202611231411__organization_reference extends BaseJavaMigration {
    @Override
    public void migrate(Context context) throws Exception {
        copy(context.getConnection(), "division (code, name, level, parent_code)", "divisions.csv");
        copy(context.getConnection(), "industry (code, name, level, parent_code, section)", "industries_2011.csv");
    }

    private static void copy(Connection connection, String target, String file) throws Exception {
        try (InputStream rows =
                V202611231411__organization_reference.class.getResourceAsStream("/reference/organization/" + file)) {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy organization." + target + " from stdin with (format csv, header true)", rows);
        }
    }
}
