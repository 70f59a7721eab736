package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;

/** Offices, officers, registrations and invoice quotas. */
final class RegisterFiles {
    private final World world;
    private final Noise noise;

    RegisterFiles(World world) {
        this.world = world;
        noise = new Noise(world);
    }

    void offices(Path folder) {
        try (FeedFile file = new FeedFile(
                folder, "offices.csv", "code", "name", "short_name", "level", "kind", "parent_code", "division_code")) {
            for (Office office : world.offices.offices) {
                file.row(
                        office.code(),
                        office.name(),
                        office.shortName(),
                        office.level(),
                        office.kind(),
                        office.parent(),
                        office.division());
            }
        }
    }

    void officers(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "officers.csv",
                "staff_no",
                "name",
                "office_code",
                "posts",
                "skills",
                "status",
                "minutes_per_day",
                "cert_no",
                "cert_valid_to",
                "phone")) {
            int number = 0;
            for (Officer officer : world.offices.officers) {
                number++;
                file.row(
                        officer.staffNo(),
                        officer.name(),
                        officer.office(),
                        officer.posts(),
                        officer.skills(),
                        "ON_DUTY",
                        420,
                        "ZF" + officer.staffNo(),
                        LocalDate.of(2026, 12, 31).plusYears(officer.certYears()),
                        String.format("101%08d", number));
            }
        }
    }

    static String serial(Firm firm) {
        return String.format("%s%09d", firm.office.code(), firm.index + 1);
    }

    void registrations(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "registrations.csv",
                "reg_serial",
                "tax_id",
                "uscc",
                "name",
                "subject_kind",
                "registration_type",
                "status",
                "taxpayer_type",
                "industry_code",
                "division_code",
                "address",
                "business_division_code",
                "business_address",
                "office_code",
                "register_date",
                "open_date",
                "close_date",
                "capital",
                "paid_in_capital",
                "employees",
                "business_scope",
                "phone",
                "email",
                "tax_source_class")) {
            for (int i = 0; i < world.firms; i++) {
                registration(file, world.parties[i]);
            }
        }
    }

    private void registration(FeedFile file, Firm firm) {
        Dice dice = Dice.of(world.seed, "registration", firm.index);
        boolean ring = firm.plant == Plant.SHARED_CONTROL;
        Dice where = ring ? Dice.of(world.seed, "ring", firm.ring) : dice;
        Firm seen = firm.of == null ? firm : firm.of;
        Firm desk =
                firm.of != null && firm.twin != TwinKind.SAME_PHONE && !firm.twin.elsewhere() ? firm.of : firm.deskOf;
        if (desk != null) {
            where = Dice.of(world.seed, "registration", desk.index);
        }
        String address = world.names.address(where, (desk == null ? firm : desk).office.place());
        boolean elsewhere = dice.chance(0.012);
        boolean shared = firm.seat != null && firm.seat.cluster() >= 0;
        long capital = capital(firm, dice);
        boolean closed = firm.status.equals("07");
        file.row(
                serial(firm),
                noise.taxId(firm),
                firm.of == null || firm.twin == TwinKind.CHANGED_ID
                        ? firm.taxId
                        : firm.twin.elsewhere() ? firm.of.taxId : null,
                noise.name(firm),
                firm.household ? "个体工商户" : "单位纳税人",
                firm.household ? "400" : dice.chance(0.9) ? "170" : "110",
                firm.status,
                firm.general ? "GENERAL" : "SMALL",
                seen.trade.industry(),
                firm.division,
                noise.address(firm, address),
                shared ? "510116" : elsewhere ? "310115" : firm.division,
                shared ? premises(firm.seat) : elsewhere ? "上海市浦东新区某路" + firm.index + "号" : address,
                firm.office.code(),
                firm.registered,
                firm.opened == null ? firm.registered.plusDays(9) : firm.opened,
                closed ? firm.closed : null,
                capital + ".00",
                dice.chance(0.1) ? null : Math.round(capital * dice.between(0.5, 1.0)) + ".00",
                firm.household ? dice.between(1, 6) : dice.between(3, 18) + firm.invoicesPerYear / 2,
                scope(firm),
                noise.phone(firm, ring ? String.format("1029%07d", firm.ring) : phone(firm)),
                dice.chance(0.4) ? "f" + firm.index + "@example.com" : null,
                sourceClass(firm));
    }

    /** Two rooms for the linked shells of a gang, wherever they are registered. */
    private static String premises(GangSeat seat) {
        return "四川省成都市双流区园区一路" + (100 + seat.gang()) + "号3幢" + (seat.cluster() < 2 ? "1206室" : "1207室");
    }

    private static String phone(Firm firm) {
        boolean kept = firm.of != null && firm.twin != TwinKind.SAME_PLACE && !firm.twin.elsewhere();
        Firm whose = kept ? firm.of : firm.deskOf != null ? firm.deskOf : firm;
        return String.format("102%08d", whose.index);
    }

    private static long capital(Firm firm, Dice dice) {
        double yearly = firm.invoicesPerYear * firm.ticket;
        double[] steps = {50_000, 100_000, 300_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000};
        double wanted = Math.max(firm.household ? 30_000 : 300_000, yearly * dice.between(0.2, 0.7));
        for (double step : steps) {
            if (step >= wanted) {
                return (long) step;
            }
        }
        return 50_000_000;
    }

    private static String scope(Firm firm) {
        StringBuilder text = new StringBuilder();
        for (Goods goods : firm.trade.outputs()) {
            text.append(text.isEmpty() ? "" : "；").append(goods.name()).append(firm.trade.deals() ? "销售" : "的生产与服务");
        }
        return text.toString();
    }

    private static String sourceClass(Firm firm) {
        double yearly = firm.invoicesPerYear * firm.ticket;
        return firm.keySource || yearly > 5_000_000 ? "KEY" : yearly > 600_000 ? "LARGE_MEDIUM" : "SMALL";
    }

    void quotas(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "invoice_quotas.csv",
                "tax_id",
                "kind",
                "per_invoice_limit",
                "monthly_count",
                "monthly_amount",
                "reason",
                "approver",
                "approved_at")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.invoicesPerYear > 0
                        || firm.specialKind != null
                        || firm.plant == Plant.NEW_BURST
                        || firm.plant == Plant.GS_05A
                        || firm.plant == Plant.GS_03
                        || firm.plant == Plant.GS_10) {
                    quota(file, firm, Dice.of(world.seed, "quota", i));
                }
            }
        }
    }

    private void quota(FeedFile file, Firm firm, Dice dice) {
        String kind = firm.specialKind != null
                ? firm.specialKind
                : firm.taxControl
                        ? (firm.general ? (firm.index % 3 == 0 ? "PAPER_SPECIAL" : "E_SPECIAL") : "E_NORMAL")
                        : (firm.general ? "DIGITAL_SPECIAL" : "DIGITAL_NORMAL");
        boolean burst = firm.plant == Plant.NEW_BURST || firm.specialKind != null;
        int monthly = burst ? 25 : Math.max(25, firm.invoicesPerYear / 12 * 4);
        long amount = burst
                ? 2_500_000
                : Math.max(100_000, Math.round(firm.ticket * firm.invoicesPerYear / 12 * 2.5 / 50_000) * 50_000);
        LocalDate first = firm.registered.plusDays(dice.between(2, 5));
        boolean served = firm.plant == Plant.GS_05A;
        boolean recent =
                served || firm.plant == Plant.GS_03 || dice.chance(0.05) && first.isBefore(LocalDate.of(2025, 6, 1));
        String limit = firm.taxControl ? (firm.ticket > 90_000 ? "1000000.00" : "100000.00") : null;
        file.row(
                firm.taxId,
                kind,
                limit,
                monthly,
                amount + ".00",
                recent ? "APPLIED" : "INITIAL",
                firm.office.shortName(),
                (served || firm.plant == Plant.GS_03
                                ? firm.turning
                                : recent ? LocalDate.of(2025, 6, 3).plusDays(dice.below(300)) : first)
                        + "T10:00:00");
    }
}
