package io.yihu.risk;

import io.yihu.indicator.RunContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Reads the vectors of a period, with what the level needs to know, into columns. */
@Component
@RequiredArgsConstructor
class VectorReader {
    private static final String SQL = """
            select v.subject_id, v."values", j.computed,
              exists (select 1 from risk.listing l where l.subject_id = v.subject_id and l.kind = 'WHITE'
                and l.valid_from <= ? and (l.valid_to is null or l.valid_to > ?)) as white,
              exists (select 1 from risk.listing l where l.subject_id = v.subject_id and l.kind = 'GREY'
                and l.valid_from <= ? and (l.valid_to is null or l.valid_to > ?)) as grey
            from indicator.v_vector v
            left join risk.judgement j on j.subject_id = v.subject_id
              and j.period = (select max(p.period) from risk.judgement p where p.period < ?)
            where v.period = ? and mod(abs(v.subject_id), ?) = ?""";
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    long count(RunContext run, int slice, int slices) {
        return jdbc.sql("select count(*) from indicator.v_vector where period = ? and mod(abs(subject_id), ?) = ?")
                .params(run.period(), slices, slice)
                .query(Long.class)
                .single();
    }

    /** Catalogue version of the run's vectors. */
    int catalogueVersion(RunContext run) {
        return jdbc.sql("select catalogue_version from indicator.v_run where id = ?")
                .param(run.runId())
                .query(Integer.class)
                .single();
    }

    /** Reads one slice of the subjects; runs in the caller's transaction. */
    VectorBatch read(RunContext run, int places, int slice, int slices, int capacity) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            statement.setFetchSize(5_000);
            for (int i = 1; i <= 4; i++) {
                statement.setObject(i, run.asOf());
            }
            statement.setObject(5, run.period());
            statement.setObject(6, run.period());
            statement.setInt(7, slices);
            statement.setInt(8, slice);
            try (ResultSet rows = statement.executeQuery()) {
                return fill(rows, places, capacity);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static VectorBatch fill(ResultSet rows, int places, int capacity) throws SQLException {
        VectorBatch batch = VectorBatch.of(capacity, places);
        int i = 0;
        while (rows.next()) {
            batch.subjects()[i] = rows.getLong(1);
            Object[] vector = (Object[]) rows.getArray(2).getArray();
            for (int place = 0; place < Math.min(places, vector.length); place++) {
                if (vector[place] != null) {
                    batch.values()[place][i] = (Double) vector[place];
                }
            }
            String before = rows.getString(3);
            batch.before()[i] = before == null ? null : Level.valueOf(before);
            batch.white()[i] = rows.getBoolean(4);
            batch.grey()[i] = rows.getBoolean(5);
            i++;
        }
        return batch.cut(i);
    }
}
