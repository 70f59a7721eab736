package io.yihu.demo.world;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Offices on real divisions, five levels, and the officers who sit in them. */
final class OfficePlan {
    /** The branch of officer 李, where golden scenario GS-01 happens. */
    static final String LI_BRANCH = "13201150002";
    /** The branches of GS-10 beside that of 李: a cold-chain dealer in one, a member of a large group in the other. */
    static final String REGION_BRANCH = "13205090002";

    static final String GROUP_BRANCH = "13201170002";
    /** The branch with three officers, golden scenario GS-05a. */
    static final String THREE_BRANCH = "13707820001";

    /** The third branch of the same county, behind with its work. */
    static final String SLOW_BRANCH = "13201150003";

    /** The city whose audit office the demo shows. */
    static final String AUDIT_CITY = "13201000000";

    private static final List<String> AUDIT_POSTS =
            List.of("AUDIT_SELECTION", "AUDIT_INSPECTION", "AUDIT_INSPECTION", "AUDIT_TRIAL", "AUDIT_EXECUTION");

    private static final List<String> SKILLS = List.of(
            "VAT",
            "INVOICE",
            "RISK_RESPONSE",
            "ONSITE",
            "INTERVIEW",
            "WHOLESALE",
            "MANUFACTURING",
            "CONSTRUCTION",
            "SERVICE");
    private static final String VIRTUES = "一二三四五六七八九十";

    final List<Office> offices = new ArrayList<>();
    final List<Office> branches = new ArrayList<>();
    final List<Officer> officers = new ArrayList<>();
    private final Dice dice;
    private final NameMaker names;

    OfficePlan(Catalogue catalogue, NameMaker names, DemoSize size, long seed) {
        this.dice = Dice.of(seed, "offices", 0);
        this.names = names;
        offices.add(new Office("10000000000", "国家税务总局", "总局", "HQ", null, null, ""));
        Map<String, Office> byDivision = new HashMap<>();
        for (NamedCsvRecord row : catalogue.places) {
            place(row, byDivision, size);
        }
        headquarters();
        for (Office office : offices) {
            staff(office, size);
        }
        auditors(seed);
    }

    private void place(NamedCsvRecord row, Map<String, Office> byDivision, DemoSize size) {
        String division = row.getField("division");
        String padded = (division + "0000").substring(0, 6);
        String name = row.getField("name");
        Office parent =
                division.length() == 2 ? offices.get(0) : byDivision.get(division.substring(0, division.length() - 2));
        String place = parent.place() + name;
        Office office = new Office(
                "1" + padded + "0000",
                "国家税务总局" + place + "税务局",
                name.replaceAll("[省市]$", "") + "局",
                row.getField("level"),
                parent.code(),
                padded,
                place);
        offices.add(office);
        byDivision.put(division, office);
        if (office.level().equals("COUNTY")) {
            for (int i = 1; i <= size.branchesOf(division); i++) {
                String shortName = i % 2 == 0
                        ? row.getField("township") + (i == 2 ? "" : Integer.toString(i)) + "税务所"
                        : name + "第" + (i <= 10 ? VIRTUES.charAt(i / 2) : Integer.toString(i / 2 + 1)) + "税务分局";
                Office branch = new Office(
                        "1" + padded + String.format("%04d", i),
                        office.name() + (i % 2 == 0 ? shortName : shortName.substring(name.length())),
                        shortName,
                        "BRANCH",
                        office.code(),
                        padded,
                        place);
                offices.add(branch);
                branches.add(branch);
            }
        }
    }

    private void headquarters() {
        String hq = offices.get(0).code();
        officer(hq, "陈思衡", "MODEL;RISK_ANALYSIS", "DATA_ANALYSIS:5;NETWORK_ANALYSIS:4");
        officer(hq, "何明远", "MODEL_REVIEW;RISK_ANALYSIS", "DATA_ANALYSIS:4");
        officer(hq, "周维安", "IT", "DATA_ANALYSIS:3");
        officer(hq, "吴守中", "IT", "DATA_ANALYSIS:2");
        officer(hq, "郑明鉴", "IC", "DATA_ANALYSIS:3");
        officer(hq, "孙正言", "LEADER", "RISK_RESPONSE:3");
    }

    private void staff(Office office, DemoSize size) {
        switch (office.level()) {
            case "PROVINCE" -> {
                officer(office.code(), names.person(dice), "LEADER", "RISK_RESPONSE:3;VAT:4");
                officer(office.code(), names.person(dice), "RISK_ANALYSIS", "DATA_ANALYSIS:4;NETWORK_ANALYSIS:3");
            }
            case "CITY" -> {
                boolean zhao = office.division().equals("320100");
                officer(
                        office.code(),
                        zhao ? "赵知远" : names.person(dice),
                        zhao ? "GRID" : "GRID;PERF",
                        "DATA_ANALYSIS:3");
            }
            case "COUNTY" ->
                officer(
                        office.code(),
                        office.division().equals("320115") ? "王立群" : names.person(dice),
                        "LEADER",
                        "RISK_RESPONSE:4;VAT:4;INVOICE:3");
            case "BRANCH" -> branch(office, size);
            default -> {}
        }
        if (office.level().equals("COUNTY")) {
            for (int i = 0; i < size.assessorsPerCounty(); i++) {
                officer(office.code(), names.person(dice), "ASSESSMENT", skills());
            }
        }
    }

    /**
     * Those who audit, each one step, at every province and one city, and the departments of that city that learn from it; a stream of
     * their own, so nobody else changes.
     */
    private void auditors(long seed) {
        Dice own = Dice.of(seed, "auditors", 0);
        for (Office office : offices) {
            if (office.level().equals("PROVINCE") || office.code().equals(AUDIT_CITY)) {
                AUDIT_POSTS.forEach(post -> auditor(own, office.code(), post));
            }
        }
        auditor(own, AUDIT_CITY, "TAX_POLICY");
        auditor(own, AUDIT_CITY, "COLLECTION");
    }

    private void auditor(Dice own, String office, String post) {
        officers.add(new Officer(
                String.format("T%05d", officers.size() + 1),
                names.person(own),
                office,
                post,
                "ONSITE:4;INVOICE:4;VAT:3",
                own.between(1, 4)));
    }

    private void branch(Office office, DemoSize size) {
        boolean li = office.code().equals(LI_BRANCH);
        int heads = (size == DemoSize.S ? 2 : 3) + (li || office.code().equals(THREE_BRANCH) ? 1 : 0);
        for (int i = 0; i < heads; i++) {
            String name = li && i == 0 ? "李青禾" : names.person(dice);
            officer(
                    office.code(),
                    name,
                    "SOURCE_MGMT",
                    li && i == 0 ? "VAT:3;INVOICE:5;RISK_RESPONSE:3;COLD_CHAIN:4" : skills(office));
        }
    }

    /** The three of GS-05a can the same, so that only their work decides; those who share grids with 李 are newer to risk and invoices. */
    private String skills(Office office) {
        String some = skills();
        return switch (office.code()) {
            case THREE_BRANCH -> "VAT:3;RISK_RESPONSE:3;INVOICE:2";
            case REGION_BRANCH, GROUP_BRANCH, LI_BRANCH -> "VAT:2;RISK_RESPONSE:2;INVOICE:1";
            default -> some;
        };
    }

    private String skills() {
        StringBuilder text = new StringBuilder("VAT:" + dice.between(2, 5) + ";RISK_RESPONSE:" + dice.between(2, 5));
        String third = dice.of(SKILLS.subList(3, SKILLS.size()));
        text.append(";INVOICE:")
                .append(dice.between(2, 5))
                .append(';')
                .append(third)
                .append(':')
                .append(dice.between(2, 5));
        return text.toString();
    }

    private void officer(String office, String name, String posts, String skills) {
        officers.add(new Officer(
                String.format("T%05d", officers.size() + 1), name, office, posts, skills, dice.between(1, 4)));
    }
}
