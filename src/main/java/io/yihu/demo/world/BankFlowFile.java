package io.yihu.demo.world;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;

/** Money as the bank of one province saw it: customers pay what they were invoiced, shells pass on what strangers pay. */
final class BankFlowFile {
    /** Of what consumers paid in cash a bank sees at most this part of what firms paid. */
    private static final double FROM_PERSONS = 0.25;

    private final World world;

    BankFlowFile(World world) {
        this.world = world;
    }

    /** Consumers buy so much of it that its account says little about its invoices. */
    private static boolean sellsOverTheCounter(Firm firm) {
        long counter = firm.receivable.stream()
                .mapToLong(month -> month.getOrDefault(firm, 0L))
                .sum();
        long all = firm.receivable.stream()
                .flatMap(month -> month.values().stream())
                .mapToLong(Long::longValue)
                .sum();
        return counter * 4 > all;
    }

    void write(Path folder) {
        try (FeedFile file = new FeedFile(
                folder,
                "bank_flow.csv",
                "tax_id",
                "account_hash",
                "owner_kind",
                "owner_subject",
                "counter_account_hash",
                "counter_owner",
                "counter_kind",
                "direction",
                "amount",
                "time",
                "purpose",
                "balance")) {
            for (int i = 0; i < world.firms; i++) {
                Firm firm = world.parties[i];
                if (firm.province().equals(Firm.BANK_PROVINCE) && firm.shell(World.MONTHS - 1)) {
                    for (int m = World.TOLD; m < World.MONTHS; m++) {
                        shellMonth(file, firm, m);
                    }
                } else if (firm.receivable != null && !sellsOverTheCounter(firm)) {
                    long balance = Dice.of(world.seed, "flow", i).between(5_000_000, 30_000_000);
                    for (int m = World.TOLD; m < World.MONTHS; m++) {
                        balance = month(file, firm, m, balance);
                    }
                }
            }
        }
    }

    /** Customers pay what they were invoiced; suppliers and staff are paid. */
    private long month(FeedFile file, Firm firm, int m, long before) {
        long balance = before;
        YearMonth month = World.month(m);
        long paid = 0;
        for (Map.Entry<Firm, Long> owed : firm.receivable.get(m - World.TOLD).entrySet()) {
            boolean person = owed.getKey() == firm;
            long cents = person ? Math.min(owed.getValue(), (long) (paid * FROM_PERSONS)) : owed.getValue();
            if (cents <= 0) {
                continue;
            }
            paid += person ? 0 : cents;
            balance += cents;
            Firm payer = person ? null : owed.getKey();
            flow(
                    file,
                    firm,
                    account(payer),
                    payer == null ? null : payer.taxId,
                    payer == null ? "PERSON" : "CORP",
                    "IN",
                    cents,
                    SourceFiles.in(month, 27) + "T10:0"
                            + Math.floorMod(account(payer).hashCode(), 10),
                    "货款",
                    balance);
        }
        long gross = firm.monthOutCents[m] + firm.monthOutTax[m];
        if (gross <= 0) {
            return balance;
        }
        long goods = gross * 70 / 100;
        Firm seller = world.parties[world.firms + firm.index % (world.parties.length - world.firms)];
        balance -= goods;
        flow(
                file,
                firm,
                account(seller),
                seller.taxId,
                "CORP",
                "OUT",
                goods,
                SourceFiles.in(month, 25) + "T09:30",
                "采购款",
                balance);
        long pay = gross * 8 / 100;
        balance -= pay;
        flow(
                file,
                firm,
                hash("w" + firm.index),
                PersonFiles.head(firm),
                "PERSON",
                "OUT",
                pay,
                SourceFiles.in(month, 15) + "T14:00",
                "工资",
                balance);
        return balance;
    }

    /** Somebody who is no customer pays, and the same afternoon the money leaves for a person. */
    private void shellMonth(FeedFile file, Firm firm, int m) {
        long gross = firm.monthOutCents[m] + firm.monthOutTax[m];
        if (gross <= 0 || !firm.shell(m)) {
            return;
        }
        Dice dice = Dice.of(world.seed, "flow" + m, firm.index);
        YearMonth month = World.month(m);
        int payments = Math.min(4, 1 + (int) (gross / 5_000_000));
        long left = dice.between(50_000, 300_000);
        for (int p = 0; p < payments; p++) {
            long paid = gross / payments;
            LocalDate day = SourceFiles.in(month, 6 + p * 6);
            Firm payer = world.customer(firm, dice);
            flow(
                    file,
                    firm,
                    account(payer),
                    payer == null ? null : payer.taxId,
                    payer == null ? "PERSON" : "CORP",
                    "IN",
                    paid,
                    day + "T10:0" + p,
                    "货款",
                    left + paid);
            flow(
                    file,
                    firm,
                    hash("p" + firm.index),
                    PersonFiles.head(firm),
                    "PERSON",
                    "OUT",
                    paid * 97 / 100,
                    day + "T15:3" + p,
                    "往来款",
                    left + paid * 3 / 100);
        }
    }

    private static void flow(
            FeedFile file,
            Firm firm,
            String counter,
            String owner,
            String kind,
            String direction,
            long cents,
            String time,
            String purpose,
            long balance) {
        file.row(
                firm.taxId,
                hash("a" + firm.index),
                "CORP",
                firm.taxId,
                counter,
                owner,
                kind,
                direction,
                FeedFile.money(cents),
                time + ":00",
                purpose,
                FeedFile.money(balance));
    }

    private static String account(Firm firm) {
        return hash("a" + (firm == null ? "cash" : firm.index));
    }

    /** Stands for the digest a bank would send. */
    private static String hash(String owner) {
        return "H" + Long.toHexString(owner.hashCode() * 0x9E3779B97F4A7C15L);
    }
}
