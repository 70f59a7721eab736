package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;

/** Persons, the four roles they hold, and what changed in the registrations. */
final class PersonFiles implements AutoCloseable {
    private static final int PER_FIRM = 6;
    private static final int AGENCIES = 90;

    private final World world;
    private final FeedFile persons;
    private final FeedFile roles;
    private final FeedFile changes;
    /** Who represents each firm. */
    private final String[] heads;

    PersonFiles(World world, Path folder) {
        this.world = world;
        heads = new String[world.firms];
        persons = new FeedFile(
                folder,
                "persons.csv",
                "person_no",
                "id_type",
                "id_number",
                "name",
                "birth",
                "sex",
                "phone",
                "death_flag",
                "capability_flag",
                "credit_score");
        roles = new FeedFile(folder, "person_roles.csv", "reg_serial", "person_no", "role", "from", "to", "share_pct");
        changes = new FeedFile(
                folder,
                "registration_changes.csv",
                "reg_serial",
                "item",
                "old_value",
                "new_value",
                "change_date",
                "person_no");
    }

    void write() {
        int agencies = Math.max(1, world.firms / 1500);
        for (int i = 0; i < agencies; i++) {
            person(agency(i), Dice.of(world.seed, "agency", i), null);
        }
        int[] ringHead = new int[world.firms];
        for (int i = 0; i < world.firms; i++) {
            Firm firm = world.parties[i];
            Dice dice = Dice.of(world.seed, "persons", i);
            if (firm.of == null) {
                firm(firm, dice, ringHead, agencies);
            } else {
                person(number(i, 0), dice, null);
            }
        }
        for (int i = 0; i < world.firms; i++) {
            if (world.parties[i].of != null) {
                twin(world.parties[i]);
            }
        }
    }

    private static String number(int firm, int place) {
        return String.format("P%08d", firm * PER_FIRM + place + AGENCIES * 100);
    }

    /** Number of the person who represents the firm; in a ring of one control, of the first firm only. */
    static String head(Firm firm) {
        return number(firm.index, 0);
    }

    private static String agency(int number) {
        return String.format("P%08d", number);
    }

    private void firm(Firm firm, Dice dice, int[] ringHead, int agencies) {
        String serial = RegisterFiles.serial(firm);
        String head = number(firm.index, 0);
        String rep = person(head, dice, firm.plant);
        boolean ring = firm.plant == Plant.SHARED_CONTROL;
        if (ring && ringHead[firm.ring] == 0) {
            ringHead[firm.ring] = firm.index + 1;
        }
        if (ring && ringHead[firm.ring] != firm.index + 1) {
            head = number(ringHead[firm.ring] - 1, 0);
        } else if (firm.plant == null && !firm.household && firm.index > 200 && dice.chance(0.03) && !firm.represents) {
            head = number(firm.index - dice.between(1, 150), 0);
        }
        if (firm.representedBy != null) {
            head = number(firm.representedBy.index, 0);
        }
        heads[firm.index] = head;
        LocalDate since = firm.registered;
        if (firm.plant == Plant.SHELL_SURGE
                || firm.plant == Plant.GS_10
                || firm.plant == Plant.GS_01
                || firm.plant == Plant.HONEST_GROWTH) {
            String before = number(firm.index, 5);
            String oldName = person(before, dice, null);
            roles.row(serial, before, "LEGAL_REP", firm.registered, firm.turning, null);
            since = firm.turning;
            changes.row(serial, "LEGAL_REP", oldName, rep, firm.turning, head);
        } else if (firm.plant == Plant.HONEST_PROJECT) {
            changes.row(serial, "SCOPE", "原经营范围", "增加项目承包", firm.turning.minusDays(9), head);
        }
        roles.row(serial, head, "LEGAL_REP", since, null, null);
        ordinaryChange(firm, serial, dice);
        if (firm.household) {
            return;
        }
        double draw = dice.unit();
        String finance = head;
        String agent = head;
        String collector = head;
        if (firm.crossed != null) {
            finance = number(firm.crossed.index, 0);
        } else if (draw > 0.002) {
            finance = number(firm.index, 1);
            person(finance, dice, null);
        }
        if (draw > 0.02) {
            agent = number(firm.index, 2);
            person(agent, dice, null);
            collector = agent;
        }
        if (draw > 0.40) {
            collector = number(firm.index, 3);
            person(collector, dice, null);
        }
        roles.row(serial, finance, "FIN_OFFICER", firm.registered, null, null);
        roles.row(serial, agent, "TAX_AGENT", firm.registered, null, null);
        roles.row(serial, collector, "INVOICE_COLLECTOR", firm.registered, null, null);
        shareholders(firm, serial, head, since, dice);
        if (dice.chance(0.11)) {
            roles.row(serial, agency(dice.below(agencies)), "AGENCY", firm.registered, null, null);
        }
    }

    /** A second registration has the people of the first. */
    private void twin(Firm firm) {
        String serial = RegisterFiles.serial(firm);
        Noise noise = new Noise(world);
        if (!noise.lost("role", firm)) {
            roles.row(serial, heads[firm.of.index], "LEGAL_REP", firm.registered, null, null);
        }
        if (firm.twin == TwinKind.CHANGED_ID && !noise.lost("change", firm)) {
            changes.row(RegisterFiles.serial(firm.of), "TAX_ID", firm.taxId, firm.of.taxId, firm.closed, null);
        }
    }

    private void shareholders(Firm firm, String serial, String head, LocalDate since, Dice dice) {
        if (dice.chance(0.45)) {
            roles.row(serial, head, "SHAREHOLDER", since, null, "100");
            return;
        }
        int share = dice.between(51, 90);
        String second = number(firm.index, 4);
        person(second, dice, null);
        roles.row(serial, head, "SHAREHOLDER", since, null, share);
        roles.row(serial, second, "SHAREHOLDER", firm.registered, null, 100 - share);
    }

    private void ordinaryChange(Firm firm, String serial, Dice dice) {
        if (firm.plant != null || !dice.chance(0.045)) {
            return;
        }
        LocalDate day = World.FIRST.atDay(1).plusDays(dice.below(350));
        if (day.isBefore(firm.registered.plusDays(200))) {
            return;
        }
        String address = world.names.address(dice, firm.office.place());
        switch (dice.below(4)) {
            case 0 -> changes.row(serial, "ADDRESS", "原注册地址", address, day, null);
            case 1 ->
                changes.row(serial, "SCOPE", "原经营范围", "增加" + firm.trade.words().get(0), day, null);
            case 2 -> changes.row(serial, "CAPITAL", "500000", "1000000", day, null);
            default -> changes.row(serial, "NAME", firm.name + "（原名）", firm.name, day, null);
        }
    }

    private String person(String number, Dice dice, Plant plant) {
        boolean male = dice.chance(0.6);
        LocalDate birth = LocalDate.of(1962, 1, 1).plusDays(dice.below(13_800));
        if (dice.chance(0.012)) {
            birth = birth.minusYears(10);
        }
        String name = world.names.person(dice);
        int serial = Integer.parseInt(number.substring(1));
        boolean incapable = plant == Plant.NO_CAPACITY;
        boolean dead = incapable && serial % 3 == 0;
        persons.row(
                number,
                "201",
                verified(serial) ? FictitiousIds.person(birth, male, serial) : null,
                name,
                birth,
                male ? "M" : "F",
                String.format("103%08d", serial),
                dead,
                plant == Plant.GS_03 ? "UNKNOWN" : incapable && !dead ? "NONE_CAPACITY" : "NONE",
                dice.chance(0.6) ? dice.between(605, 820) : null);
        return name;
    }

    /** Identity papers are on file for those who represent a firm. */
    private static boolean verified(int number) {
        return number % PER_FIRM == 0 || number % PER_FIRM == PER_FIRM - 1;
    }

    @Override
    public void close() {
        persons.close();
        roles.close();
        changes.close();
    }
}
