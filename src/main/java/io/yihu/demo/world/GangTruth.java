package io.yihu.demo.world;

import java.nio.file.Path;

/** The truth about the planted gangs, one row a member, for tests of network analysis. */
final class GangTruth {
    private GangTruth() {}

    /** Returns the number of members. */
    static long write(World world, Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "truth_gang.csv",
                "gang",
                "role",
                "number",
                "tax_id",
                "reg_serial",
                "name",
                "division_code",
                "office_code",
                "registered_here",
                "seed",
                "linked",
                "machine",
                "in_cycle",
                "first_invoice")) {
            for (Firm firm : world.parties) {
                GangSeat seat = firm.seat;
                if (seat != null) {
                    boolean linked = seat.cluster() >= 0;
                    file.row(
                            seat.gang(),
                            seat.role(),
                            seat.number(),
                            firm.taxId,
                            firm.outsider ? null : RegisterFiles.serial(firm),
                            firm.name,
                            firm.division,
                            firm.outsider ? null : firm.office.code(),
                            !firm.outsider,
                            seat.seed(),
                            linked,
                            linked ? seat.machine() : null,
                            seat.inCycle(),
                            seat.role() == GangSeat.Role.SOURCE ? firm.turning : null);
                }
            }
            return file.rows();
        }
    }
}
