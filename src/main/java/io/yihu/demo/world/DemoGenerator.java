package io.yihu.demo.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Writes the whole invented world as canonical feed files, with the truth about it beside; needs no database. */
public final class DemoGenerator {
    /** Feeds in the order in which they must be loaded; each stands in a file of its name. */
    public static final java.util.List<String> FEEDS = java.util.List.of(
            "offices",
            "officers",
            "registrations",
            "persons",
            "person_roles",
            "registration_changes",
            "registration_truth",
            "invoice_quotas",
            "invoices",
            "invoice_items",
            "invoice_usages",
            "vat_returns",
            "withholdings",
            "person_incomes",
            "credit_ratings",
            "customs_declaration",
            "forex_receipt",
            "bank_flow",
            "logistics_waybill",
            "ecommerce_sales",
            "utility_usage",
            "market_reg",
            "credit_score",
            "illness_flag",
            "tax_events");

    /** The branch that is behind with its work: the dark cell of the heat map. */
    public static final String SLOW_BRANCH = OfficePlan.SLOW_BRANCH;

    /** The city whose auditors the demo shows. */
    public static final String AUDIT_CITY = OfficePlan.AUDIT_CITY;

    /** Branches whose officers play a golden scenario: other stories keep away from them. */
    public static final Set<String> SCENARIO_BRANCHES = Set.of(
            OfficePlan.LI_BRANCH,
            OfficePlan.REGION_BRANCH,
            OfficePlan.GROUP_BRANCH,
            OfficePlan.THREE_BRANCH,
            OfficePlan.SLOW_BRANCH);

    private DemoGenerator() {}

    /** Writes the files into the folder and returns a few counts for the summary. */
    public static Map<String, Object> write(DemoSize size, long seed, Path folder) {
        return write(size, seed, false, folder);
    }

    /** @param noisy slips and gaps in the register of taxpayers; the truth stays the same */
    public static Map<String, Object> write(DemoSize size, long seed, boolean noisy, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        World world = new World(size, seed, noisy);
        long subjects = register(world, folder);
        long invoices = invoices(world, folder);
        new ReturnFiles(world).write(folder);
        new SourceFiles(world).write(folder);
        new EventFiles(world).write(folder);
        long planted = truth(world, folder);
        long members = GangTruth.write(world, folder);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("size", size.name());
        summary.put("seed", seed);
        summary.put("offices", world.offices.offices.size());
        summary.put("officers", world.offices.officers.size());
        summary.put("registrations", world.firms);
        summary.put("subjects", subjects);
        summary.put("invoices", invoices);
        summary.put("planted", planted);
        summary.put("gangMembers", members);
        return summary;
    }

    /** Only the register of taxpayers and the truth about it: what entity resolution is judged by. */
    public static long writeRegister(DemoSize size, long seed, boolean noisy, Path folder) {
        return register(new World(size, seed, noisy), folder);
    }

    private static long register(World world, Path folder) {
        RegisterFiles register = new RegisterFiles(world);
        register.offices(folder);
        register.officers(folder);
        register.registrations(folder);
        register.quotas(folder);
        try (PersonFiles persons = new PersonFiles(world, folder)) {
            persons.write();
        }
        return TwinTruth.write(world, folder);
    }

    private static long invoices(World world, Path folder) {
        try (InvoiceFiles files = new InvoiceFiles(folder)) {
            OrdinaryTraffic ordinary = new OrdinaryTraffic(world, files);
            PlantedTraffic planted = new PlantedTraffic(world, files, ordinary);
            for (int m = 0; m < World.MONTHS; m++) {
                YearMonth month = World.month(m);
                Days days = new Days(month);
                for (int i = 0; i < world.firms; i++) {
                    Firm firm = world.parties[i];
                    Dice dice = Dice.of(world.seed, "month" + m, i);
                    if (firm.of != null) {
                        continue;
                    }
                    if (firm.plant != null) {
                        planted.month(firm, month, m, days, dice);
                    } else {
                        ordinary.sales(firm, month, days, dice, 1);
                    }
                }
                for (int i = 0; i < world.firms; i++) {
                    if (world.parties[i].plant == null && world.parties[i].of == null) {
                        Dice dice = Dice.of(world.seed, "buy" + m, i);
                        ordinary.purchases(world.parties[i], month, m, days, dice, 1);
                    }
                }
                files.settleReds(month, days, Dice.of(world.seed, "red", m));
            }
            new TwinTraffic(world, files).write();
            return files.rows();
        }
    }

    private static long truth(World world, Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "truth_planted.csv",
                "tax_id",
                "reg_serial",
                "name",
                "office_code",
                "case",
                "title",
                "ring",
                "turning",
                "conclusion")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.plant != null) {
                    file.row(
                            firm.taxId,
                            RegisterFiles.serial(firm),
                            firm.name,
                            firm.office.code(),
                            firm.plant.name(),
                            firm.plant.title,
                            firm.ring,
                            firm.turning,
                            firm.plant.conclusion);
                }
            }
            return file.rows();
        }
    }
}
