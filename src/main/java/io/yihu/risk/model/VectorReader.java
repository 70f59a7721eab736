package io.yihu.risk.model;

import io.yihu.indicator.Parts;
import io.yihu.risk.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import lombok.RequiredArgsConstructor;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;

/** Reads the vectors of a period, with what the level needs to know, into columns. */
@Component
@RequiredArgsConstructor
public class VectorReader {
    /** Periods of earlier levels that are read; no cool-down may be longer. */
    static final int MOST_BEFORE = 11;

    private static final String SQL = """
            select v.subject_id, v."values", j.computed,
              exists (select 1 from risk.listing l where l.subject_id = v.subject_id and l.kind = 'WHITE'
                and l.valid_from <= ? and (l.valid_to is null or l.valid_to > ?)) as white,
              exists (select 1 from risk.listing l where l.subject_id = v.subject_id and l.kind = 'GREY'
                and l.valid_from <= ? and (l.valid_to is null or l.valid_to > ?)) as grey,
              s.industry_code, s.division_code, o.path
            from indicator.v_vector v
            left join taxpayer.v_subject s on s.id = v.subject_id
            left join organization.v_office o on o.id = s.office_id
            left join (
              select p.subject_id, array_agg(b.ago::text || p.computed) as computed from risk.judgement p
              join unnest(cast(? as date[])) with ordinality b(period, ago) on b.period = p.period group by p.subject_id
            ) j on j.subject_id = v.subject_id
            where v.period = ? @which
            order by v.subject_id""";
    private static final String ONE = SQL.replace("left join (", "left join lateral (")
            .replace("group by p.subject_id", "where p.subject_id = v.subject_id group by p.subject_id")
            .replace("@which", "and v.subject_id = ?");
    private static final String PART = SQL.replace("@which", "and " + Parts.of("v.subject_id") + " = ?");
    private static final String ALL = SQL.replace("@which", "");
    private final JdbcClient jdbc;
    private final DataSource dataSource;

    /**
     * What to read.
     *
     * @param asOf day lists and decisions are looked at
     * @param wanted places to read, null for all
     * @param periodsBefore how many earlier periods of levels
     */
    public record Wish(LocalDate period, LocalDate asOf, int places, int[] wanted, int periodsBefore, boolean events) {}

    public long count(LocalDate period) {
        return jdbc.sql("select count(*) from indicator.v_vector where period = ?")
                .param(period)
                .query(Long.class)
                .single();
    }

    /** Reads everybody; runs in the caller's transaction. */
    public VectorBatch all(Wish wish) {
        return read(ALL, wish, (int) count(wish.period()));
    }

    /** Reads one part of the subjects; runs in the caller's transaction. */
    public VectorBatch part(Wish wish, int part) {
        int size = jdbc.sql("select count(*) from indicator.v_vector where period = ? and " + Parts.of("subject_id")
                        + " = ?")
                .params(wish.period(), part)
                .query(Integer.class)
                .single();
        return read(PART, wish, size, part);
    }

    /** Reads one subject; a batch of none where it has no vector of that period. */
    public VectorBatch one(Wish wish, long subject) {
        return read(ONE, wish, 1, subject);
    }

    private VectorBatch read(String sql, Wish wish, int capacity, long... last) {
        List<LocalDate> before = before(wish);
        int extra = CompiledModel.EVENT_ITEMS.size();
        int[] wanted = wish.wanted() == null ? IntStream.range(0, wish.places()).toArray() : wish.wanted();
        int[] columns = wish.events()
                ? IntStream.concat(IntStream.of(wanted), IntStream.range(wish.places(), wish.places() + extra))
                        .toArray()
                : wanted;
        VectorBatch batch = VectorBatch.of(capacity, wish.places() + extra, columns, before.size());
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
            statement.setFetchSize(5_000);
            for (int i = 1; i <= 4; i++) {
                statement.setObject(i, wish.asOf());
            }
            statement.setArray(5, connection.createArrayOf("date", before.toArray()));
            statement.setObject(6, wish.period());
            for (int i = 0; i < last.length; i++) {
                statement.setLong(7 + i, last[i]);
            }
            VectorBatch read;
            try (ResultSet rows = statement.executeQuery()) {
                read = fill(rows, batch, wanted);
            }
            if (read.size() > 0) {
                decide(read, wish.asOf(), sql == ONE ? read.subjects()[0] : null);
                if (wish.events()) {
                    events(read, wish, sql == ONE ? read.subjects()[0] : null);
                }
            }
            return read;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private List<LocalDate> before(Wish wish) {
        return jdbc.sql("select distinct period from risk.judgement where period < ? order by period desc limit ?")
                .params(wish.period(), wish.periodsBefore())
                .query(LocalDate.class)
                .list();
    }

    private static VectorBatch fill(ResultSet rows, VectorBatch batch, int[] wanted) throws SQLException {
        Map<String, String> words = new HashMap<>();
        int i = 0;
        while (rows.next() && i < batch.size()) {
            batch.subjects()[i] = rows.getLong(1);
            Object[] vector = (Object[]) rows.getArray(2).getArray();
            for (int place : wanted) {
                if (place < vector.length && vector[place] != null) {
                    batch.values()[place][i] = (Double) vector[place];
                }
            }
            if (rows.getArray(3) != null) {
                for (String earlier : (String[]) rows.getArray(3).getArray()) {
                    int digits = earlier.charAt(1) < 'A' ? 2 : 1;
                    batch.before()[Integer.parseInt(earlier.substring(0, digits)) - 1][i] =
                            (byte) Level.valueOf(earlier.substring(digits)).ordinal();
                }
            }
            batch.white()[i] = rows.getBoolean(4);
            batch.grey()[i] = rows.getBoolean(5);
            batch.industries()[i] = word(words, rows.getString(6));
            batch.divisions()[i] = word(words, rows.getString(7));
            batch.offices()[i] = word(words, rows.getString(8));
            i++;
        }
        return batch.cut(i);
    }

    private static String word(Map<String, String> words, String word) {
        return word == null ? "" : words.computeIfAbsent(word, w -> w);
    }

    private void decide(VectorBatch batch, LocalDate asOf, Long only) {
        Map<Long, Level> decided = decisions(asOf, only);
        if (!decided.isEmpty()) {
            for (int i = 0; i < batch.size(); i++) {
                batch.decided()[i] = decided.get(batch.subjects()[i]);
            }
        }
    }

    /** Levels two persons have decided on that stand that day. */
    private Map<Long, Level> decisions(LocalDate day, Long only) {
        Map<Long, Level> decided = new HashMap<>();
        jdbc.sql("""
                        select distinct on (subject_id) subject_id, level from risk.level_override
                        where state = 'APPROVED' and valid_from <= ? and valid_to > ?
                          and (cast(? as bigint) is null or subject_id = ?) order by subject_id, id desc""").params(day, day, only, only).query(row -> {
            decided.put(row.getLong(1), Level.valueOf(row.getString(2)));
        });
        return decided;
    }

    /** Full months since each item last changed, looked at from the day. */
    private void events(VectorBatch batch, Wish wish, Long only) {
        Map<Long, Integer> index = new HashMap<>(batch.size() * 2);
        for (int i = 0; i < batch.size(); i++) {
            index.put(batch.subjects()[i], i);
        }
        jdbc.sql("""
                        select subject_id, item, extract(year from age(cast(:asOf as date), max(change_date))) * 12
                          + extract(month from age(cast(:asOf as date), max(change_date))) as months
                        from taxpayer.v_change
                        where change_date < cast(:asOf as date) and change_date >= cast(:asOf as date) - interval '36 months'
                          and (cast(:only as bigint) is null or subject_id = :only)
                        group by subject_id, item""").param("asOf", wish.asOf()).param("only", only).query(row -> {
            Integer i = index.get(row.getLong(1));
            int item = CompiledModel.EVENT_ITEMS.indexOf(row.getString(2));
            if (i != null && item >= 0) {
                batch.values()[wish.places() + item][i] = row.getDouble(3);
            }
        });
    }
}
