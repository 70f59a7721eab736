package io.yihu.trail;

import io.yihu.support.YihuIT;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Ten thousand random single tamperings; {@code -Dyihu.tamperings=} takes fewer. */
@YihuIT
class TamperBench {
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

    @Test
    void tenThousandTamperings() throws Exception {
        int times = Integer.getInteger("yihu.tamperings", 10_000);
        try (Tampering log = new Tampering(database, sealer, outside, store)) {
            long start = System.nanoTime();
            TamperTable table = TamperTable.run(log, verifier, times, 7);
            table.print();
            table.missed().stream().limit(20).forEach(System.out::println);
            System.out.printf("%d tamperings in %.0f s%n", times, (System.nanoTime() - start) / 1e9);
        }
    }
}
