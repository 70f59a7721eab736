package io.yihu.taxpayer.resolve.register.bench;

import com.sun.management.OperatingSystemMXBean;
import io.yihu.demo.world.DemoGenerator;
import io.yihu.demo.world.DemoSize;
import io.yihu.taxpayer.resolve.register.DemoRegister;
import io.yihu.taxpayer.resolve.register.RegisterResolver;
import io.yihu.taxpayer.resolve.register.RegisterRules;
import io.yihu.taxpayer.resolve.register.TruthTable;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Time over ten times as many registrations (102,000 and 1,020,000), and precision and recall by kind of evidence: from columns
 * in memory to judged pairs, without reading and linking in the database.
 */
class RegisterResolutionBench {
    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @TempDir
    Path folder;

    private record Cost(double wall, double cpu, int registrations) {}

    @Test
    void growth() throws IOException {
        measure(DemoSize.M, true);
        Cost some = measure(DemoSize.M, true);
        Cost many = measure(DemoSize.L, true);
        System.out.printf(
                "%,d registrations %.1f s (%.1f s of processor), %,d registrations %.1f s (%.1f s of processor): processor time ×%.2f for ×10; limit 300 s, ×12%n",
                some.registrations(),
                some.wall(),
                some.cpu(),
                many.registrations(),
                many.wall(),
                many.cpu(),
                many.cpu() / some.cpu());
    }

    private Cost measure(DemoSize size, boolean noisy) throws IOException {
        DemoGenerator.writeRegister(size, 20260501, noisy, folder);
        DemoRegister demo = new DemoRegister(folder);
        long wall = System.nanoTime();
        long cpu = MACHINE.getProcessCpuTime();
        RegisterResolver.Found found = RegisterResolver.resolve(
                demo.register, demo.changes, RegisterRules.standard(), null, LocalDate.of(2026, 5, 6));
        Cost cost = new Cost(
                (System.nanoTime() - wall) / 1e9, (MACHINE.getProcessCpuTime() - cpu) / 1e9, demo.register.size());
        System.out.printf(
                "%s: %,d pairs compared, heap %d MB%n%s%n",
                size,
                found.compared(),
                (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20,
                new TruthTable(demo, found.pairs()));
        return cost;
    }
}
