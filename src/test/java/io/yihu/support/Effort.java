package io.yihu.support;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** CPU seconds that this process and the database server spend together: says the same on a busy machine as on a quiet one. */
public final class Effort {
    private static final double TICKS = 100;
    private final long server;
    private final double before;

    private Effort(long server) {
        this.server = server;
        this.before = spent(server);
    }

    public static Effort of(JdbcClient jdbc) {
        long backend = jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        long server = ProcessHandle.of(backend)
                .flatMap(ProcessHandle::parent)
                .map(ProcessHandle::pid)
                .orElse(-1L);
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        return new Effort(server);
    }

    public double seconds() {
        return spent(server) - before;
    }

    /** Bytes the heap held at most since the measurement began, garbage included. */
    public static long peakHeap() {
        return heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static java.util.List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static double spent(long server) {
        LongStream backends = ProcessHandle.of(server).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(child -> ticks(child.pid(), false));
        return (backends.sum()
                        + ticks(server, true)
                        + ticks(ProcessHandle.current().pid(), false))
                / TICKS;
    }

    /** User and system time, of ended children too where asked. */
    private static long ticks(long pid, boolean children) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return children ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            return 0;
        }
    }
}
