package io.yihu.demo.world;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * GS-04: some firms that never trade become second registrations of others, and some firms share their legal representative with
 * a different enterprise. The traffic of the others does not change; some second registrations issue a few invoices of their own.
 */
final class Twinning {
    /** Pairs with one legal representative that are two enterprises, in size S. */
    static final int STRANGERS = 200;

    private static final int WITH_ONE_DESK = 60;
    private final World world;
    private final Dice dice;
    private final List<Firm> quiet = new ArrayList<>();
    private final List<Firm> originals = new ArrayList<>();
    private final Map<String, List<Firm>> here = new HashMap<>();
    private final Set<Firm> taken = new HashSet<>();
    private final List<Firm> trades = new ArrayList<>();

    Twinning(World world) {
        this.world = world;
        dice = Dice.of(world.seed, "twins", 0);
        for (int i = 1; i < world.firms; i++) {
            Firm firm = world.parties[i];
            if (firm.plant == null && firm.invoicesPerYear == 0 && firm.opened == null) {
                quiet.add(firm);
            }
            if (firm.plant == null && firm.status.equals("03")) {
                originals.add(firm);
            }
        }
    }

    void pair() {
        shuffle(quiet);
        shuffle(originals);
        for (Firm firm : originals) {
            here.computeIfAbsent(place(firm), none -> new ArrayList<>()).add(firm);
            here.computeIfAbsent(anywhere(firm), none -> new ArrayList<>()).add(firm);
        }
        for (TwinKind kind : TwinKind.values()) {
            for (int i = 0; i < kind.count * world.size.plantFactor(); i++) {
                Firm twin = next(quiet);
                twin(twin, original(twin, kind), kind);
                trades.add(twin);
            }
        }
        for (int i = 0; i < STRANGERS * world.size.plantFactor(); i++) {
            Firm one = next(originals);
            Firm other = original(one, TwinKind.SAME_PLACE);
            one.representedBy = other;
            other.represents = true;
            one.deskOf = i < WITH_ONE_DESK * world.size.plantFactor() ? other : null;
        }
        for (int i = 0; i < trades.size(); i++) {
            trade(trades.get(i), i);
        }
    }

    /** Every other living second registration of a firm that trades sells a little under its own number. */
    private void trade(Firm twin, int number) {
        boolean lives = twin.closed == null && (twin.status.equals("03") || twin.status.equals("09"));
        if (lives && number % 2 == 0 && twin.twin != TwinKind.SAME_ID && twin.of.invoicesPerYear > 10) {
            twin.invoicesPerYear = dice.between(6, 12);
            twin.ticket = Math.max(2_000, twin.of.ticket * 0.4);
        }
    }

    private void shuffle(List<Firm> firms) {
        for (int i = firms.size() - 1; i > 0; i--) {
            int j = dice.below(i + 1);
            Firm swapped = firms.get(i);
            firms.set(i, firms.get(j));
            firms.set(j, swapped);
        }
    }

    private Firm next(List<Firm> firms) {
        Firm firm;
        do {
            firm = firms.remove(firms.size() - 1);
        } while (!taken.add(firm));
        return firm;
    }

    /** A firm of the same kind that has no twin yet, of the same branch or of another one. */
    private Firm original(Firm twin, TwinKind kind) {
        List<Firm> from = here.getOrDefault(kind.elsewhere() ? anywhere(twin) : place(twin), List.of());
        for (int i = from.size() - 1; i >= 0; i--) {
            Firm firm = from.get(i);
            if (taken.contains(firm)) {
                from.remove(i);
            } else if (firm.household == twin.household && (firm.office != twin.office || !kind.elsewhere())) {
                taken.add(firm);
                return from.remove(i);
            }
        }
        throw new IllegalStateException("no firm left for a twin of kind " + kind);
    }

    private static String anywhere(Firm firm) {
        return "all" + firm.household;
    }

    private static String place(Firm firm) {
        return firm.office.code() + firm.household;
    }

    private void twin(Firm twin, Firm of, TwinKind kind) {
        twin.of = of;
        twin.twin = kind;
        twin.name = kind.rule.equals("ER-P") ? nearly(of) : of.name;
        twin.general = of.general;
        twin.registered = of.registered.minusDays(dice.between(200, 900));
        twin.closed = null;
        switch (kind) {
            case LEGACY_ID -> {
                twin.taxId = of.division + of.taxId.substring(8, 17);
                close(twin, of.registered);
            }
            case CHANGED_ID -> close(twin, of.registered);
            case SAME_ID -> {
                twin.taxId = of.taxId;
                elsewhere(twin, of, "09");
            }
            case SAME_CODE -> {
                twin.taxId = temporary(twin, "B");
                elsewhere(twin, of, dice.chance(0.7) ? "09" : "03");
            }
            default -> {
                twin.taxId = temporary(twin, "T");
                twin.status = dice.chance(0.5) ? "03" : "07";
                twin.closed = twin.status.equals("07") ? of.registered : null;
            }
        }
    }

    private static void close(Firm twin, LocalDate day) {
        twin.status = "07";
        twin.closed = day;
    }

    private void elsewhere(Firm twin, Firm of, String status) {
        twin.status = status;
        LocalDate last = World.FIRST.atDay(1).minusDays(30);
        twin.registered = of.registered.isBefore(last) ? last.minusDays(dice.below(20)) : of.registered;
    }

    /** A number that a hall gives until there is a real one; it says nothing about the organisation. */
    private static String temporary(Firm twin, String letter) {
        return letter + twin.division + "MA0000" + String.format("%07d", twin.index);
    }

    /** The name as another clerk wrote it. */
    private static String nearly(Firm of) {
        String name = of.name;
        if (name.endsWith("股份有限公司")) {
            return name.replace("股份有限公司", "股份公司");
        }
        if (name.endsWith("有限公司")) {
            return name.replace("有限公司", "有限责任公司");
        }
        String last = name.substring(name.length() - 1);
        int at = "部店厂队心".indexOf(last);
        return name.substring(0, name.length() - 1) + (at < 0 ? last + "部" : "店部坊组点".charAt(at));
    }
}
