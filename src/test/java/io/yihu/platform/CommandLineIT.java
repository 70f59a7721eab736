package io.yihu.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands of the jar answer 0, 1 with rejects, 2 refused, and one JSON object on standard output. */
@YihuIT
class CommandLineIT {
    private static final String HEAD = "reg_serial,tax_id,name,status\n";

    @Autowired
    List<Command> commands;

    @Autowired
    JsonMapper json;

    @TempDir
    Path folder;

    private record Answer(int exit, JsonNode summary) {}

    private Answer run(String name, String... arguments) {
        Command command = commands.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        PrintStream console = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            int exit = CurrentActor.as(Actor.SYSTEM, () -> command.run(Arrays.asList(arguments)));
            String summary = written.toString(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("{")) // the log of the tests goes there too
                    .reduce("{}", (before, last) -> last);
            return new Answer(exit, json.readTree(summary));
        } finally {
            System.setOut(console);
        }
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8)
                .toString();
    }

    @Test
    void anImportEndsWithZeroWithOneWhenRowsWereRejectedAndWithTwoWhenRefused() throws Exception {
        String good = file("good.csv", HEAD + "L1,91330106MA0000001A,甲,03\n");
        String mixed = file("mixed.csv", HEAD + "L2,91330106MA0000002B,乙,03\nL3,91330106MA0000003C,丙,88\n");
        Answer done = run("import", "--feed", "registrations", good);
        assertThat(done.exit()).isZero();
        assertThat(done.summary().at("/batches/0/rows/inserted").asInt()).isEqualTo(1);
        Answer rejects = run("import", "--feed", "registrations", good, mixed);
        assertThat(rejects.exit()).isEqualTo(1);
        assertThat(rejects.summary().get("exit").asInt()).isEqualTo(1);
        assertThat(rejects.summary().at("/batches/0/known").asBoolean()).isTrue();
        assertThat(rejects.summary().at("/batches/1/rows/rejected").asInt()).isEqualTo(1);
        assertThat(run("import", "--feed", "registrations", "--dry-run", file("dry.csv", HEAD + "L4,T4,丁,88\n"))
                        .exit())
                .isEqualTo(1);
        assertThat(run("import", "--feed", "nothing", good).exit()).isEqualTo(2);
        assertThat(run("import", "--feed", "registrations", folder + "/gone.csv")
                        .exit())
                .isEqualTo(2);
        assertThat(run("import", "--feed", "registrations", file("zip.csv", "PK\u0003\u0004"))
                        .exit())
                .isEqualTo(2);
        assertThat(run("import").exit()).isEqualTo(2);
    }

    @Test
    void aRunEndsWithZeroAndAnImpossibleDayWithTwo() {
        Answer run = run("run", "--as-of", "2026-05-01");
        assertThat(run.exit()).isZero();
        assertThat(run.summary().get("state").asString()).isEqualTo("DONE");
        assertThat(run.summary().get("steps").size()).isGreaterThan(3);
        assertThat(run("run", "--as-of", "2026-02-30").exit()).isEqualTo(2);
        assertThat(run("run").exit()).isEqualTo(2);
    }
}
