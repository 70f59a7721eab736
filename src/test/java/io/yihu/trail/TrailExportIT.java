package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yihu.platform.Refusal;
import io.yihu.support.CleanDatabase;
import io.yihu.support.YihuIT;
import io.yihu.trail.TrailProblem.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** An export is checked with nothing but its files and a key; what is wrong in it is found. */
@YihuIT
class TrailExportIT {
    private static final int SEGMENTS = 5;
    private static final int ROWS = 70;

    @Autowired
    TrailService service;

    @Autowired
    TrailKeys keys;

    @Autowired
    Sealer sealer;

    @Autowired
    SealStore store;

    @Autowired
    OutsideCopy outside;

    @Autowired
    JdbcClient jdbc;

    @Value("${yihu.test.database}")
    String database;

    @TempDir
    Path folder;

    private Path key;

    @BeforeEach
    void sealedLog() throws Exception {
        CleanDatabase.clean(database);
        FileSystemUtils.deleteRecursively(outside.folder());
        for (int i = 0; i < SEGMENTS; i++) {
            jdbc.sql("""
                            insert into trail.action (happened_at, actor, action, details, reading, officer_id, ip)
                            select timestamptz '2026-03-02 01:00:00.000001Z' + n * interval '1.000001 second', 'li' || n, 'a"\\b' || chr(9) || chr(1) || '说',
                              jsonb_build_object('z', n, 'aa', jsonb_build_array(1.50, null, true, '{"x"]', jsonb_build_object('b', '', 'a', -0.10)),
                                '说明', '引"号\\' || chr(10), 'Z', '{}'::jsonb, 'é', 1e30, 'e"x', '[]'::jsonb, '𠮷', 1, chr(65377), 2),
                              n % 2 = 0, nullif(n, 3), case when n % 5 = 0 then '::1' end
                            from generate_series(1, ?) n""").param(ROWS).update();
            sealer.sealAll();
        }
        outside.catchUp();
        key = folder.resolve("trusted.pub");
        Files.writeString(key, keys.publicKey(SealSuite.SHA256_ED25519));
    }

    @AfterEach
    void leaveNothingOutside() throws Exception {
        FileSystemUtils.deleteRecursively(outside.folder());
        CleanDatabase.clean(database);
    }

    @Test
    void theQuickFormOfEveryRowIsThePlainOne() throws Exception {
        Path export = export(0, SEGMENTS);
        List<String> lines = Files.readAllLines(export.resolve(TrailExport.ROWS));
        assertThat(lines).hasSize(SEGMENTS * ROWS);
        for (int seq : new int[] {0, 1, 2, 4, 69, 349}) {
            assertThat(lines.get(seq))
                    .isEqualTo(new String(store.sealedRow(seq).orElseThrow().canonical(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void anExportIsIntactFromAnyCheckpointOn() throws Exception {
        for (int from = 0; from < SEGMENTS; from++) {
            VerifyReport report = check(export(from, SEGMENTS));
            assertThat(report)
                    .as("from " + from)
                    .isEqualTo(new VerifyReport((long) (SEGMENTS - from) * ROWS, SEGMENTS - from, 0, List.of()));
        }
        Path whole = export(0, SEGMENTS);
        Path copy = outside.folder().resolve(store.log().orElseThrow().id()).resolve("checkpoints.jsonl");
        assertThat(new ExportCheck(whole, PublicKeys.of(List.of(key)))
                        .check(copy)
                        .intact())
                .isTrue();
        assertThat(new ExportCheck(export(0, 2), PublicKeys.of(List.of(key)))
                        .check(copy)
                        .first())
                .as("an export that ends before the copy kept elsewhere")
                .isEqualTo(new TrailProblem(Kind.TAIL_CUT, 210L, null, 3L));
    }

    @Test
    void whatWasChangedInAnExportIsNamed() throws Exception {
        Path export = export(1, SEGMENTS);
        List<String> lines = new ArrayList<>(Files.readAllLines(export.resolve(TrailExport.ROWS)));
        String row = lines.get(100);
        lines.set(100, row.replace("li31", "li32"));
        write(export, lines);
        assertThat(check(export).first()).isEqualTo(new TrailProblem(Kind.ROW_CHANGED, 170L, null, 2L));
        lines.remove(100);
        write(export, lines);
        assertThat(check(export).first().seq()).isEqualTo(170L);
        lines.add(100, row);
        write(export, lines);
        assertThat(check(export).intact()).isTrue();
        write(export, lines.subList(0, lines.size() - 1));
        assertThat(check(export).first()).isEqualTo(new TrailProblem(Kind.ROW_DELETED, 349L, null, 4L));
        lines.add(row);
        write(export, lines);
        assertThat(check(export).first().kind()).isEqualTo(Kind.ROW_ADDED);
    }

    @Test
    void theKeyBesideTheRowsIsNotTrusted() throws Exception {
        Path export = export(0, SEGMENTS);
        Files.writeString(
                key,
                java.util.Base64.getEncoder()
                        .encodeToString(
                                SealSuite.SHA256_ED25519.newKey().getPublic().getEncoded()));
        assertThat(check(export).first().kind()).isEqualTo(Kind.KEY_UNKNOWN);
    }

    @Test
    void theCommandNeedsNoApplication() throws Exception {
        Path export = export(0, SEGMENTS);
        ExportCheckCommand command = new ExportCheckCommand();
        List<String> words = List.of("--export", export.toString(), "--key", key.toString());
        assertThat(command.takes(words)).isTrue();
        assertThat(command.takes(List.of())).isFalse();
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true));
        try {
            assertThat(command.run(words)).isZero();
            Files.delete(export.resolve(TrailExport.LEAVES));
            Files.createFile(export.resolve(TrailExport.LEAVES));
            assertThat(command.run(words)).isEqualTo(1);
        } finally {
            System.setOut(out);
        }
        assertThat(said.toString()).contains("\"intact\":true,\"rows\":350,\"checkpoints\":5");
        assertThatThrownBy(() -> command.run(List.of("--export", export.toString())))
                .hasMessage("trail.command.usage");
        assertThatThrownBy(() -> command.run(List.of("--export", "no/such", "--key", key.toString())))
                .hasMessage("trail.command.broken");
    }

    @Test
    void takingRowsOutNeedsAPurposeAndLeavesARow() throws Exception {
        assertThatThrownBy(() -> service.exportZip(" ", 0, 9, new ByteArrayOutputStream()))
                .isInstanceOf(Refusal.class)
                .hasMessage("trail.export.purpose.missing");
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        service.exportZip("年度审计", 0, 9, zip);
        Set<String> names = new HashSet<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.toByteArray()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
                Files.write(Files.createDirectories(folder.resolve("zip")).resolve(entry.getName()), in.readAllBytes());
            }
        }
        assertThat(names).containsExactlyInAnyOrder("log.json", "rows.jsonl", "checkpoints.jsonl", "leaves", "key.pub");
        assertThat(check(folder.resolve("zip")).intact()).isTrue();
        assertThat(jdbc.sql("select details->>'purpose' from trail.action where action = 'trail.log.export'")
                        .query(String.class)
                        .list())
                .containsExactly("年度审计");
    }

    private Path export(long from, long until) throws Exception {
        Path target = Files.createTempDirectory(folder, "export");
        service.export("核验", from, until, name -> Files.newOutputStream(target.resolve(name)));
        return target;
    }

    private VerifyReport check(Path export) throws Exception {
        return new ExportCheck(export, PublicKeys.of(List.of(key))).check(null);
    }

    private static void write(Path export, List<String> lines) throws Exception {
        Files.writeString(export.resolve(TrailExport.ROWS), String.join("\n", lines) + "\n");
    }
}
