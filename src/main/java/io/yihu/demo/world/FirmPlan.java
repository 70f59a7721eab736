package io.yihu.demo.world;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who exists and how each trades when nothing is planted. */
final class FirmPlan {
    private static final LocalDate START = World.FIRST.atDay(1);
    private static final List<String> FAR =
            List.of("110108", "310115", "330100", "340100", "350200", "410100", "420100", "440300");
    private static final List<String> FAR_NAMES = List.of("北京", "上海浦东", "杭州", "合肥", "厦门", "郑州", "武汉", "深圳");

    private final World world;

    FirmPlan(World world) {
        this.world = world;
    }

    void fill() {
        for (int i = 0; i < world.firms; i++) {
            world.parties[i] = i == 0 ? scenario() : firm(i);
        }
        for (int i = world.firms; i < world.parties.length; i++) {
            world.parties[i] = outsider(i);
        }
        new Planting(world).plant();
        new GangPlan(world).plant();
        new Twinning(world).pair();
        new Customers(world).choose();
    }

    /** The firm of GS-01: a coal wholesaler that slept for years, in the branch of officer 李. */
    private Firm scenario() {
        Office office = world.offices.branches.stream()
                .filter(branch -> branch.code().equals(OfficePlan.LI_BRANCH))
                .findFirst()
                .orElseThrow();
        Firm firm = new Firm(
                0,
                world.catalogue.trade("5161"),
                FictitiousIds.uscc(false, office.division(), 0),
                "南京江宁恒晟能源贸易有限公司",
                false,
                false);
        firm.office = office;
        firm.division = office.division();
        firm.general = true;
        firm.registered = LocalDate.of(2017, 6, 20);
        return firm;
    }

    private Firm firm(int index) {
        Dice dice = Dice.of(world.seed, "firm", index);
        Office office = roomy(index, dice.of(world.offices.branches));
        Trade trade = world.catalogue.anyTrade(dice);
        boolean household = dice.chance(trade.households());
        String place = office.place().replaceFirst("^[^省]*省", "");
        Firm firm = new Firm(
                index,
                trade,
                FictitiousIds.uscc(household, office.division(), index),
                world.names.firm(dice, place.replace("市", ""), trade, household),
                false,
                household);
        firm.office = office;
        firm.division = office.division();
        dates(firm, dice);
        status(firm, dice);
        volume(firm, dice);
        firm.taxControl = dice.chance(0.12);
        return firm;
    }

    /** The branch of GS-05a is small: most of its county belongs to the other branch. */
    private Office roomy(int index, Office office) {
        if (!office.code().equals(OfficePlan.THREE_BRANCH) || index % 6 == 0) {
            return office;
        }
        return world.offices.branches.stream()
                .filter(other -> other.parent().equals(office.parent()) && other != office)
                .findFirst()
                .orElseThrow();
    }

    private static void dates(Firm firm, Dice dice) {
        if (dice.chance(0.05)) {
            firm.registered = START.plusDays(dice.below(340));
            firm.opened = firm.registered.plusDays(dice.between(32, 75));
        } else {
            int days = (int) (Math.pow(dice.unit(), 1.4) * 6800);
            firm.registered = START.minusDays(20 + days);
        }
    }

    private static void status(Firm firm, Dice dice) {
        double draw = dice.unit();
        if (draw < 0.900) {
            return;
        }
        LocalDate day = START.plusDays(dice.between(-700, 330));
        LocalDate after = firm.registered.plusDays(60);
        firm.closed = day.isBefore(after) ? after : day;
        firm.status = draw < 0.935 ? "07" : draw < 0.955 ? "05" : draw < 0.967 ? "04" : draw < 0.974 ? "06" : "03";
        if (firm.status.equals("03")) {
            firm.closed = null;
            if (draw > 0.993) {
                firm.status = "02";
                firm.closed = firm.registered;
            } else if (draw > 0.984) {
                firm.status = "09";
                firm.closed = firm.registered;
            }
        }
    }

    private static void volume(Firm firm, Dice dice) {
        double draw = dice.unit();
        double none = firm.household ? 0.60 : 0.22;
        double small = firm.household ? 0.97 : 0.63;
        double medium = firm.household ? 1.00 : 0.92;
        boolean retail = firm.trade.stage().facesConsumers();
        double scale;
        if (draw < none) {
            scale = 0;
        } else if (draw < small) {
            firm.invoicesPerYear = dice.between(3, 8);
            firm.general = !firm.household && dice.chance(0.25);
            scale = 0.5;
        } else if (draw < medium) {
            firm.invoicesPerYear = dice.between(12, 24);
            firm.general = !firm.household && dice.chance(0.9);
            scale = retail ? 4 : 0.9;
        } else {
            firm.invoicesPerYear = dice.between(52, 92);
            firm.general = true;
            scale = retail ? 8 : 1.25;
        }
        firm.ticket = Math.min(180_000, firm.trade.ticket() * scale * Math.exp(0.4 * dice.normal()));
        if (firm.household) {
            firm.ticket *= 0.5;
        }
        if (firm.invoicesPerYear <= 10) {
            firm.ticket = Math.min(firm.ticket, 6_000 + firm.index % 4_000);
        }
        if (firm.banked()) {
            firm.receivable = Stream.generate(() -> (Map<Firm, Long>) new LinkedHashMap<Firm, Long>())
                    .limit(World.MONTHS - World.TOLD)
                    .toList();
        }
    }

    private Firm outsider(int index) {
        Dice dice = Dice.of(world.seed, "outsider", index);
        Trade trade = world.catalogue.anyTrade(dice);
        boolean near = dice.chance(0.6);
        int far = dice.below(FAR.size());
        String province = near ? dice.of(List.of("32", "37", "51")) : null;
        String division = near ? province + "0000" : FAR.get(far);
        String place = near ? placeOf(province) : FAR_NAMES.get(far);
        Firm firm = new Firm(
                index,
                trade,
                FictitiousIds.uscc(false, division, index),
                world.names.firm(dice, place, trade, false),
                true,
                false);
        firm.division = division;
        firm.general = true;
        return firm;
    }

    private static String placeOf(String province) {
        return switch (province) {
            case "32" -> "江苏";
            case "37" -> "山东";
            default -> "四川";
        };
    }
}
