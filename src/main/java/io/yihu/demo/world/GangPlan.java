package io.yihu.demo.world;

import io.yihu.demo.world.GangSeat.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Golden scenario GS-02: 103 shells, 89 of them on four shared machines with cross-appointed people, sell coal that never was to five pipes,
 * which turn it into chemicals for 60 recipients in nine provinces and two exporters; four recipients also trade in a circle.
 */
final class GangPlan {
    static final int SHELLS = 103;
    static final int LINKED = 89;
    static final int CLUSTERS = 4;
    static final int PIPES = 5;
    static final int RECIPIENTS = 60;
    static final int EXPORTERS = 2;
    static final int CYCLE = 4;
    /** Recipients known from invoices only, four in each of six provinces without an office of the demo. */
    private static final List<String> FAR = List.of("11", "31", "33", "34", "41", "44");

    private static final int PER_FAR_PROVINCE = 4;
    private static final LocalDate SEED_REGISTERED = LocalDate.of(2026, 1, 10);
    /** Counties of the walks and of the other scenarios stay out of it. */
    private static final List<String> SPARED = List.of("320115", "320117", "320509", "370782");

    private final World world;

    GangPlan(World world) {
        this.world = world;
    }

    void plant() {
        List<Firm> dealers = free(firm -> firm.trade.stage() == Trade.Stage.WHOLESALE
                && !firm.trade.industry().equals("5169"));
        List<Firm> chemists = free(firm -> firm.trade.industry().equals("5169"));
        List<Firm> makers = free(firm -> firm.trade.stage() == Trade.Stage.MAKER && firm.invoicesPerYear > 0);
        for (int gang = 0; gang < world.size.plantFactor(); gang++) {
            Dice dice = Dice.of(world.seed, "gang", gang);
            List<Firm> shells =
                    take(dealers, SHELLS, dice, firm -> !firm.province().equals("32"));
            for (int i = 0; i < SHELLS; i++) {
                shell(shells.get(i), gang, i, dice);
                shells.get(i).crossed = i < LINKED ? shells.get((i + 1) % LINKED) : null;
            }
            List<Firm> pipes =
                    take(chemists, PIPES, dice, firm -> !firm.province().equals("32"));
            for (int i = 0; i < PIPES; i++) {
                seat(pipes.get(i), Plant.GANG_PIPE, new GangSeat(gang, Role.PIPE, i, -1));
                pipes.get(i).invoicesPerYear = 240;
                pipes.get(i).ticket = 85_000;
            }
            recipients(makers, gang, dice);
            List<Firm> exporters =
                    take(makers, EXPORTERS, dice, firm -> firm.province().equals("37"));
            for (int i = 0; i < EXPORTERS; i++) {
                seat(exporters.get(i), Plant.GANG_EXPORTER, new GangSeat(gang, Role.EXPORT_FRAUD, i, -1));
                exporters.get(i).exported = new long[World.MONTHS];
            }
        }
    }

    private void recipients(List<Firm> makers, int gang, Dice dice) {
        int number = 0;
        int near = (RECIPIENTS - FAR.size() * PER_FAR_PROVINCE) / 3;
        for (String province : List.of("37", "51", "32")) {
            for (Firm firm : take(makers, near, dice, firm -> firm.province().equals(province))) {
                seat(firm, Plant.GANG_RECIPIENT, new GangSeat(gang, Role.RECIPIENT, number++, -1));
            }
        }
        for (String province : FAR) {
            int left = PER_FAR_PROVINCE;
            for (int i = world.firms; left > 0; i++) {
                Firm outsider = world.parties[i];
                if (outsider.seat == null && outsider.province().equals(province)) {
                    outsider.seat = new GangSeat(gang, Role.RECIPIENT, number++, -1);
                    left--;
                }
            }
        }
    }

    private void shell(Firm firm, int gang, int number, Dice dice) {
        int cluster = number < LINKED ? number % CLUSTERS : -1;
        seat(firm, number == 0 ? Plant.GS_02 : Plant.GANG_SHELL, new GangSeat(gang, Role.SOURCE, number, cluster));
        firm.specialKind = number <= GangTraffic.ELECTRONIC ? "E_SPECIAL" : "PAPER_SPECIAL";
        firm.taxControl = true;
        firm.invoicesPerYear = 0;
        firm.ticket = 82_000;
        if (number == 0) {
            firm.registered = SEED_REGISTERED;
            firm.turning = SEED_REGISTERED.plusDays(9);
        } else {
            firm.turning = LocalDate.of(2025, 9, 8).plusDays(number * 2L);
            firm.registered = firm.turning.minusDays(dice.between(16, 34));
            firm.status = firm.turning.isBefore(LocalDate.of(2025, 12, 20)) && dice.chance(0.7) ? "05" : "03";
        }
        firm.opened = firm.registered.plusDays(2);
    }

    private static void seat(Firm firm, Plant plant, GangSeat seat) {
        firm.plant = plant;
        firm.seat = seat;
        firm.ring = seat.gang();
        firm.general = true;
        firm.taxControl = false;
    }

    private List<Firm> free(Predicate<Firm> wanted) {
        List<Firm> free = new ArrayList<>();
        for (int i = 1; i < world.firms; i++) {
            Firm firm = world.parties[i];
            boolean old = firm.plant == null && firm.opened == null && firm.status.equals("03") && !firm.household;
            if (old && !SPARED.contains(firm.division) && wanted.test(firm)) {
                free.add(firm);
            }
        }
        return free;
    }

    private static List<Firm> take(List<Firm> from, int count, Dice dice, Predicate<Firm> wanted) {
        List<Firm> fitting = new ArrayList<>(from.stream().filter(wanted).toList());
        List<Firm> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(fitting.remove(dice.below(fitting.size())));
        }
        from.removeAll(new java.util.HashSet<>(taken));
        return taken;
    }
}
