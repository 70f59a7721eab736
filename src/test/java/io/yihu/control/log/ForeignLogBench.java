package io.yihu.control.log;

import io.yihu.control.scan.ScanService;
import io.yihu.exchange.BatchRow;
import io.yihu.exchange.ImportService;
import io.yihu.support.CleanDatabase;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** A foreign log of half a million events ({@code -Dyihu.events=} takes fewer): loaded, scanned, looked at. */
@YihuIT
class ForeignLogBench {
    private static final String[] ACTIVITIES = {"增额申请提交", "专用发票增额核准", "退回补正", "核定结果批准下发", "保存"};
    private static final String[] ROLES = {"纳税人", "税源管理岗", "法制岗", "局领导", "系统"};

    @Autowired
    FileWorld world;

    @Autowired
    ImportService imports;

    @Autowired
    ScanService scans;

    @Autowired
    LogQueries logs;

    @Value("${yihu.test.database}")
    String database;

    @Test
    void halfAMillionEvents() throws Exception {
        CleanDatabase.clean(database);
        world.build();
        int events = Integer.getInteger("yihu.events", 500_000);
        Path file = Files.createTempFile("events", ".csv");
        write(file, events);
        long start = System.nanoTime();
        BatchRow batch = imports.importNow("event_log", file).batch();
        System.out.printf("foreign log: %d of %d events loaded in %.1f s%n", batch.inserted(), events, seconds(start));
        start = System.nanoTime();
        ScanService.Scanned scanned = scans.scan("BENCH");
        System.out.printf(
                "foreign log: scanned in %.1f s, %d units, %d findings, left out %s%n",
                seconds(start), scanned.units(), scanned.findings(), scanned.refused());
        start = System.nanoTime();
        int roles = logs.roles("bench").size();
        int pairs = logs.handOffs("bench").size();
        System.out.printf(
                "foreign log: rejections of %d roles and %d kinds of hand-offs in %.1f s%n",
                roles, pairs, seconds(start));
        Files.delete(file);
    }

    private static void write(Path file, int events) throws Exception {
        Random random = new Random(11);
        Instant begin = Instant.now().minusSeconds(60L * 86_400);
        String[] staff = {"S001", "S002", "S003", "S004"};
        String[] taxIds = {"91330106MA0000001A", "91330108MA0000002B", "91330106MA0000003C"};
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("log,case_id,activity,time,resource,role,office_code,subject_tax_id,amount,terminal\n");
            for (int i = 0; i < events; i++) {
                int step = i % 5;
                Instant at = begin.plusSeconds(10L * i).plusSeconds(random.nextInt(step + 1) * 40L);
                out.write(String.join(
                        ",",
                        "bench",
                        "C" + i / 5,
                        ACTIVITIES[step],
                        at.toString(),
                        staff[random.nextInt(staff.length)],
                        ROLES[step],
                        "13301060001",
                        taxIds[random.nextInt(taxIds.length)],
                        Integer.toString(1000 + random.nextInt(900_000)),
                        "T" + random.nextInt(50)));
                out.newLine();
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
