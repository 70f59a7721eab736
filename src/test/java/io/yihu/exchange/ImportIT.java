package io.yihu.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.TestDatabase;
import io.yihu.support.YihuIT;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files become rows, once, with lineage; whatever their encoding and wrapping. */
@YihuIT
class ImportIT {
    static final String HEAD = "id,name,kind,amount,price,rate,pieces,day,at,month,ok\n";

    @Autowired
    ImportService imports;

    @Autowired
    JdbcClient jdbc;

    @Value("${yihu.test.database}")
    String database;

    @TempDir
    Path folder;

    @BeforeEach
    void table() throws Exception {
        try (var owner = TestDatabase.owner(database);
                var statement = owner.createStatement()) {
            statement.execute(TinyFeed.DDL);
            statement.execute("truncate tiny.thing");
        }
    }

    @Test
    void everyTypeArrivesAsItWasWritten() throws Exception {
        BatchRow batch = load(HEAD
                + "X1,甲,A,1234.50,0.12345678,0.13,7,2026-02-28,2026-03-02T08:00:00,2026-03,true\n"
                + "X2,\"乙,\"\"丙\"\"\",B,-0.05,100,-1.5,0,1999-12-31,2026-03-02T08:00:00Z,2026-03-01,FALSE\n"
                + "X3,,,９８７６５４３２１２３４５６７８.00,,,,,,,\n");
        assertThat(batch.state()).isEqualTo("DONE");
        assertThat(batch.read()).isEqualTo(3);
        assertThat(batch.inserted()).isEqualTo(3);
        assertThat(rows())
                .isEqualTo("X1|甲|A|1234.50|0.12345678|0.130000|7|2026-02-28|2026-03-02 00:00:00+00|2026-03-01|true|2\n"
                        + "X2|乙,\"丙\"|B|-0.05|100.00000000|-1.500000|0|1999-12-31|2026-03-02 08:00:00+00|2026-03-01|false|3\n"
                        + "X3|||9876543212345678.00||||||||4");
    }

    @Test
    void theSameFileAgainDoesNothingAndPointsToTheFirst() throws Exception {
        Path file = file(HEAD + "X1,甲,A,1,,,,2026-01-01,,,\n", StandardCharsets.UTF_8);
        var first = imports.importNow("tiny", file);
        var second = imports.importNow("tiny", file);
        assertThat(second.known()).isTrue();
        assertThat(second.batch().id()).isEqualTo(first.batch().id());
        assertThat(jdbc.sql("select count(*) from exchange.batch where sha256 = ?")
                        .param(first.batch().sha256())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aChangedRowIsAnUpdateAndAnEqualOneIsNothing() throws Exception {
        load(HEAD + "X1,甲,A,1,,,,2026-01-01,,,\nX2,乙,A,1,,,,2026-01-01,,,\n");
        BatchRow batch =
                load(HEAD + "X1,甲,A,2,,,,2026-01-01,,,\nX2,乙,A,1,,,,2026-01-01,,,\nX3,丙,A,1,,,,2026-01-01,,,\n");
        assertThat(batch.inserted()).isEqualTo(1);
        assertThat(batch.updated()).isEqualTo(1);
        assertThat(batch.unchanged()).isEqualTo(1);
    }

    @Test
    void gb18030IsRecognised() throws Exception {
        Path file = file(HEAD + "X1,重庆市渝中区𠮷,A,1,,,,2026-01-01,,,\n", Charset.forName("GB18030"));
        imports.importNow("tiny", file);
        assertThat(jdbc.sql("select name from tiny.thing").query(String.class).single())
                .isEqualTo("重庆市渝中区𠮷");
    }

    private BatchRow load(String text) throws Exception {
        return imports.importNow("tiny", file(text, StandardCharsets.UTF_8)).batch();
    }

    private Path file(String text, Charset charset) throws Exception {
        return Files.write(Files.createTempFile(folder, "file", ".csv"), text.getBytes(charset));
    }

    private String rows() {
        return jdbc.sql("""
                        select string_agg(concat_ws('|', id, coalesce(name, ''), coalesce(kind, ''), amount, coalesce(price::text, ''),
                          coalesce(rate::text, ''), coalesce(pieces::text, ''), coalesce(day::text, ''), coalesce(at::text, ''),
                          coalesce(month::text, ''), coalesce(ok::text, ''), line_no), E'\\n' order by id) from tiny.thing""").query(String.class).single();
    }
}
