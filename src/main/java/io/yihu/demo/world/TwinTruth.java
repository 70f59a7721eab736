package io.yihu.demo.world;

import java.nio.file.Path;

/** The truth of GS-04: which registrations are one enterprise, and which pairs only look like it. */
final class TwinTruth {
    private TwinTruth() {}

    /** Returns the number of enterprises. */
    static long write(World world, Path folder) {
        long subjects = 0;
        try (FeedFile file = new FeedFile(folder, "truth_subjects.csv", "reg_serial", "subject", "kind");
                FeedFile feed = new FeedFile(folder, "registration_truth.csv", "reg_serial", "entity", "kind");
                FeedFile strangers = new FeedFile(folder, "truth_strangers.csv", "reg_serial_a", "reg_serial_b")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                String serial = RegisterFiles.serial(firm);
                file.row(
                        serial,
                        RegisterFiles.serial(firm.of == null ? firm : firm.of),
                        firm.of == null ? "OWN" : firm.twin.rule);
                feed.row(
                        serial,
                        RegisterFiles.serial(firm.of == null ? firm : firm.of),
                        firm.of == null ? null : firm.twin.name());
                subjects += firm.of == null ? 1 : 0;
                if (firm.representedBy != null) {
                    strangers.row(serial, RegisterFiles.serial(firm.representedBy));
                }
            }
        }
        return subjects;
    }
}
