package io.yihu.demo.world;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Turns some firms into planted cases; who and when depends on the seed only. */
final class Planting {
    private static final int RING = 6;
    private final World world;
    private final List<Firm> dealers = new ArrayList<>();
    private final List<Firm> companies = new ArrayList<>();

    Planting(World world) {
        this.world = world;
        for (int i = 1; i < world.firms; i++) {
            Firm firm = world.parties[i];
            boolean old = firm.opened == null && firm.status.equals("03") && !firm.household;
            if (old && firm.trade.stage() == Trade.Stage.WHOLESALE) {
                dealers.add(firm);
            } else if (old && firm.trade.stage() != Trade.Stage.RETAIL) {
                companies.add(firm);
            }
        }
    }

    void plant() {
        scenarios();
        for (Plant plant : Plant.values()) {
            if (plant.count() > 0 && !plant.name().startsWith("GS_")) {
                plant(plant, plant.count() * world.size.plantFactor());
            }
        }
    }

    private void scenarios() {
        Firm scenario = world.parties[0];
        scenario.plant = Plant.GS_01;
        scenario.turning = LocalDate.of(2026, 3, 2);
        threeGrids(0, OfficePlan.LI_BRANCH, firm -> !coldChain(firm));
        threeGrids(1, OfficePlan.REGION_BRANCH, Planting::coldChain);
        threeGrids(2, OfficePlan.GROUP_BRANCH, firm -> !coldChain(firm));
        Firm served = companies.stream()
                .filter(firm -> firm.office.code().equals(OfficePlan.THREE_BRANCH) && firm.invoicesPerYear == 0)
                .findFirst()
                .orElseThrow();
        companies.remove(served);
        served.plant = Plant.GS_05A;
        served.turning = LocalDate.of(2026, 4, 30);
        incapable();
    }

    /** GS-03: registered ten days after the flag about its representative came in; it has applied for invoices and issued none. */
    private void incapable() {
        Set<String> taken = Set.of(
                OfficePlan.LI_BRANCH, OfficePlan.REGION_BRANCH, OfficePlan.GROUP_BRANCH, OfficePlan.THREE_BRANCH);
        Firm firm = Arrays.stream(world.parties, 1, world.firms)
                .filter(one -> one.opened != null && one.status.equals("03") && !one.household)
                .filter(one -> one.province().equals("32") && !taken.contains(one.office.code()))
                .findFirst()
                .orElseThrow();
        firm.plant = Plant.GS_03;
        firm.general = true;
        firm.taxControl = false;
        firm.invoicesPerYear = 0;
        firm.registered = LocalDate.of(2026, 2, 20);
        firm.opened = firm.registered;
        firm.turning = firm.registered;
    }

    /** GS-10: dealers of three kinds of grids that wake in the same month as shells would; the number is the ring. */
    private void threeGrids(int kind, String branch, Predicate<Firm> trade) {
        Firm firm = dealers.stream()
                .filter(one -> one.office.code().equals(branch))
                .filter(trade)
                .findFirst()
                .orElseThrow();
        dealers.remove(firm);
        firm.plant = Plant.GS_10;
        firm.ring = kind;
        firm.keySource = kind == 2;
        firm.general = true;
        firm.taxControl = false;
        firm.turning = LocalDate.of(2026, 4, 2);
        firm.invoicesPerYear = 0;
    }

    private static boolean coldChain(Firm firm) {
        return firm.trade.industry().equals("5124")
                && (firm.division.startsWith("3201") || firm.division.startsWith("3205"));
    }

    private void plant(Plant plant, int count) {
        Dice dice = Dice.of(world.seed, "plant", plant.ordinal());
        List<Firm> from = plant == Plant.NO_CAPACITY || plant == Plant.HONEST_PROJECT ? companies : dealers;
        int group = plant == Plant.SHARED_CONTROL ? RING : plant == Plant.MUTUAL ? 2 : 1;
        Firm before = null;
        for (int i = 0; i < count; i++) {
            Firm firm = plant == Plant.SHELL_SURGE ? ofCounty(from, i) : from.remove(dice.below(from.size()));
            firm.plant = plant;
            firm.ring = i / group;
            if (i % group > 0) {
                firm.turning = before.turning;
            }
            shape(firm, dice, i < count / 6);
            before = firm;
        }
    }

    /** Shells wake in every county alike. */
    private Firm ofCounty(List<Firm> from, int turn) {
        List<String> counties =
                world.offices.branches.stream().map(Office::parent).distinct().toList();
        String county = counties.get(turn % counties.size());
        Firm firm = from.stream()
                .filter(one -> one.office.parent().equals(county))
                .findFirst()
                .orElseThrow();
        from.remove(firm);
        return firm;
    }

    private void shape(Firm firm, Dice dice, boolean early) {
        firm.general = true;
        firm.taxControl = false;
        LocalDate winter = LocalDate.of(2026, 1, 5);
        switch (firm.plant) {
            case SHELL_SURGE -> {
                firm.turning = early
                        ? winter.plusDays(dice.between(0, 50))
                        : LocalDate.of(2026, 3, 1).plusDays(dice.between(0, 26));
                firm.invoicesPerYear = 11;
                firm.ticket = dice.between(900, 3600);
            }
            case NEW_BURST -> {
                firm.registered = LocalDate.of(2025, 12, 8).plusDays(dice.between(0, 125));
                firm.opened = firm.registered.plusDays(dice.between(3, 15));
                firm.turning = firm.opened;
                firm.invoicesPerYear = 0;
            }
            case NO_INPUT -> {
                firm.invoicesPerYear = dice.between(90, 130);
                firm.ticket = dice.between(42_000, 88_000);
            }
            case MUTUAL -> {
                firm.invoicesPerYear = 30;
                firm.ticket = 30_000;
                if (firm.turning == null) {
                    firm.turning = LocalDate.of(2025, 11, 1).plusDays(dice.between(0, 150));
                }
            }
            case VOID_RED -> {
                firm.taxControl = true;
                firm.invoicesPerYear = dice.between(100, 140);
                firm.ticket = dice.between(14_000, 40_000);
                firm.turning = LocalDate.of(2025, 12, 1).plusDays(dice.between(0, 120));
            }
            case SHARED_CONTROL -> {
                if (firm.turning == null) {
                    firm.turning = LocalDate.of(2025, 9, 1).plusDays(dice.between(0, 200));
                }
                firm.registered = firm.turning.plusDays(dice.between(0, 30));
                firm.opened = firm.registered.plusDays(dice.between(20, 45));
                firm.invoicesPerYear = dice.between(60, 90);
                firm.ticket = dice.between(26_000, 60_000);
            }
            case NO_CAPACITY -> {}
            case HONEST_GROWTH -> {
                firm.turning = winter.plusDays(dice.between(0, 80));
                firm.invoicesPerYear = dice.between(24, 40);
                firm.ticket = dice.between(1_500, 3_800);
            }
            case HONEST_PROJECT -> {
                firm.turning = winter.plusDays(dice.between(0, 100));
                firm.invoicesPerYear = dice.between(18, 30);
            }
            default -> throw new IllegalStateException(firm.plant.name());
        }
    }
}
