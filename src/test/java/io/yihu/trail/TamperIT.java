package io.yihu.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.yihu.support.YihuIT;
import io.yihu.trail.TrailProblem.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** S12: whatever a superuser does to sealed rows in SQL, the verifier names the place. */
@YihuIT
class TamperIT {
    @Autowired
    Sealer sealer;

    @Autowired
    OutsideCopy outside;

    @Autowired
    TrailVerifier verifier;

    @Autowired
    SealStore store;

    @Value("${yihu.test.database}")
    String database;

    private Tampering log;

    @BeforeEach
    void sealedLog() throws Exception {
        log = new Tampering(database, sealer, outside, store);
    }

    @AfterEach
    void asBefore() throws Exception {
        log.close();
    }

    @Test
    void everyTamperingIsDetectedAndLocated() throws Exception {
        VerifyReport untouched = new VerifyReport(Tampering.ALL, Tampering.SEGMENTS, 0, List.of());
        assertThat(verifier.verify(rows -> {})).isEqualTo(untouched);

        TamperTable table = TamperTable.run(log, verifier, TamperKind.ALL_KINDS.size() * 11, 20261123);

        table.print();
        assertThat(table.missed()).isEmpty();
        assertThat(verifier.verify(rows -> {})).as("put back after each").isEqualTo(untouched);
    }

    @Test
    void withoutTheLeavesOutsideTheSegmentIsStillNamed() throws Exception {
        try (Stream<Path> files = Files.walk(outside.folder())) {
            for (Path leaves : files.filter(file -> file.endsWith("leaves")).toList()) {
                Files.delete(leaves);
            }
        }
        log.sql("update trail.action set actor = 'nobody' where id = " + log.id(93)
                + ";delete from trail.sealed where seq = 93");
        log.number(93, log.id(93), 2);
        assertThat(verifier.verify(rows -> {}).first())
                .isEqualTo(new TrailProblem(Kind.SEGMENT_CHANGED, 80L, null, 2L));
    }
}
