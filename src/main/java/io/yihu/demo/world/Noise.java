package io.yihu.demo.world;

/** What clerks and copying do to a register: slips, gaps, full width, characters changed over; about every eighth row is hit. */
final class Noise {
    private static final double HIT = 0.12;
    private static final double LOST = 0.02;
    private final boolean on;
    private final long seed;

    Noise(World world) {
        on = world.noisy;
        seed = world.seed;
    }

    /** Noise of one row; the same cell always gets the same. */
    private Dice dice(String cell, Firm firm) {
        return Dice.of(seed, "noise" + cell, firm.index);
    }

    String name(Firm firm) {
        Dice dice = dice("name", firm);
        if (!on || !dice.chance(HIT)) {
            return firm.name;
        }
        String name = firm.name;
        int at = dice.between(3, name.length() - 4);
        return switch (dice.below(4)) {
            case 0 -> name.substring(0, at) + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
            case 1 -> name.substring(0, at) + name.substring(at + 1);
            case 2 -> name.substring(0, at) + "　" + name.substring(at);
            default -> name.replaceFirst("(股份|责任)?有限公司$", "");
        };
    }

    String address(Firm firm, String address) {
        Dice dice = dice("address", firm);
        if (!on || !dice.chance(HIT)) {
            return address;
        }
        return switch (dice.below(3)) {
            case 0 -> null;
            case 1 -> address.replaceFirst("^[^省]*省", "").replace("幢", "栋");
            default -> address.replace("号", "號").replaceFirst("室$", "");
        };
    }

    String phone(Firm firm, String phone) {
        Dice dice = dice("phone", firm);
        if (!on || !dice.chance(HIT)) {
            return phone;
        }
        int at = dice.between(3, phone.length() - 2);
        return dice.chance(0.5)
                ? null
                : phone.substring(0, at) + phone.charAt(at + 1) + phone.charAt(at) + phone.substring(at + 2);
    }

    /** A legacy number with a slip has a wrong check digit more often than not. */
    String taxId(Firm firm) {
        Dice dice = dice("id", firm);
        if (!on || firm.twin != TwinKind.LEGACY_ID || !dice.chance(LOST)) {
            return firm.taxId;
        }
        int at = dice.between(8, 12);
        String id = firm.taxId;
        return id.substring(0, at) + (char) ('0' + (id.charAt(at) - '0' + 3) % 10) + id.substring(at + 1);
    }

    /** Is this row of people or changes missing? */
    boolean lost(String cell, Firm firm) {
        return on && dice(cell, firm).chance(LOST);
    }
}
