package io.yihu.demo.world;

import io.yihu.demo.world.GangSeat.Role;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Invoices of the gangs: each shell in one burst; six days later the pipes pass everything on as chemicals. */
final class GangTraffic {
    /** Shells after the seed that issue electronic special invoices; the others issue paper. */
    static final int ELECTRONIC = 24;
    /** The seed: 25 invoices in seven days. */
    static final int SEED_INVOICES = 25;

    static final long SEED_CENTS = 210_000_000L;
    /** All shells of one gang: invoices and amount without tax. */
    static final int INVOICES = 2_384;

    static final long CENTS = 19_500_000_000L;
    private static final int LAG_DAYS = 6;
    private static final int JITTER = 1_500_000;

    private final World world;
    private final InvoiceFiles files;
    private final Map<Integer, Map<Role, List<Firm>>> gangs = new HashMap<>();
    private final Goods coal;
    private final Goods chemical;
    private final int[] turn;

    GangTraffic(World world, InvoiceFiles files) {
        this.world = world;
        this.files = files;
        this.coal = world.catalogue.goods.get("coal");
        this.chemical = world.catalogue.goods.get("chemical");
        this.turn = new int[world.size.plantFactor()];
        for (Firm firm : world.parties) {
            if (firm.seat != null) {
                gangs.computeIfAbsent(firm.seat.gang(), gang -> new EnumMap<>(Role.class))
                        .computeIfAbsent(firm.seat.role(), role -> new ArrayList<>())
                        .add(firm);
            }
        }
        gangs.values()
                .forEach(gang -> gang.values()
                        .forEach(list -> list.sort(java.util.Comparator.comparingInt(firm -> firm.seat.number()))));
    }

    void month(Firm firm, YearMonth month, Dice dice) {
        if (firm.seat.role() == Role.SOURCE && month.equals(YearMonth.from(firm.turning))) {
            burst(firm, dice);
        } else if (firm.seat.inCycle() && month.equals(YearMonth.of(2026, 3))) {
            circle(firm, dice);
        }
    }

    /** Invoices of a shell: fifteen of the electronic ones issue 24, two of the paper ones 22, all others 23. */
    static int invoices(int number) {
        if (number == 0) {
            return SEED_INVOICES;
        }
        return number <= 15 ? 24 : number >= GangPlan.SHELLS - 2 ? 22 : 23;
    }

    private void burst(Firm shell, Dice dice) {
        boolean seed = shell.seat.seed();
        int count = invoices(shell.seat.number());
        int others = INVOICES - SEED_INVOICES;
        long usual = (CENTS - SEED_CENTS) / others;
        // the last shell takes what the division leaves over, so that the gang's total is exact
        long total = seed
                ? SEED_CENTS
                : usual * count
                        + (shell.seat.number() == GangPlan.SHELLS - 1 ? (CENTS - SEED_CENTS) - usual * others : 0);
        long each = total / count;
        long jitter = 0;
        for (int i = 0; i < count; i++) {
            boolean odd = i % 2 == 1;
            jitter = odd ? -jitter : i == count - 1 ? 0 : dice.between(0, JITTER);
            long cents = each + jitter + (i == count - 1 ? total - each * count : 0);
            LocalDate day = shell.turning.plusDays(seed ? i * 7L / count : i * 2L / 3);
            sell(shell, i, Days.at(day, dice, 0.2), cents, dice);
        }
    }

    private void sell(Firm shell, int number, LocalDateTime at, long cents, Dice dice) {
        Map<Role, List<Firm>> gang = gangs.get(shell.seat.gang());
        if (number % 5 == 4) {
            Firm buyer = next(gang.get(Role.RECIPIENT), shell.seat.gang());
            files.write(Sale.exactly(shell, buyer, at, cents, coal), dice);
            return;
        }
        Firm pipe = gang.get(Role.PIPE).get((shell.seat.number() + number) % GangPlan.PIPES);
        files.write(Sale.exactly(shell, pipe, at, cents, coal), dice);
        boolean abroad = number % 10 == 0;
        Firm buyer = abroad
                ? gang.get(Role.EXPORT_FRAUD).get(shell.seat.number() % GangPlan.EXPORTERS)
                : next(gang.get(Role.RECIPIENT), shell.seat.gang());
        long onward = Math.round(cents * dice.between(0.985, 1.02));
        LocalDateTime later = at.plusDays(LAG_DAYS);
        files.write(Sale.exactly(pipe, buyer, later, onward, chemical), dice);
        int month = Ledger.month(later.toLocalDate());
        if (abroad && month >= 0 && month < World.MONTHS) {
            buyer.exported[month] += Math.round(onward * 1.08);
        }
    }

    private Firm next(List<Firm> recipients, int gang) {
        return recipients.get(turn[gang]++ % recipients.size());
    }

    /** Each of the four sells to the next, a week after the one before, a little less each time. */
    private void circle(Firm firm, Dice dice) {
        List<Firm> recipients = gangs.get(firm.seat.gang()).get(Role.RECIPIENT);
        int place = firm.seat.number();
        Firm buyer = recipients.get((place + 1) % GangPlan.CYCLE);
        long cents = (9_600_000L - place * 120_000L);
        for (int i = 0; i < 5; i++) {
            LocalDateTime at = Days.at(LocalDate.of(2026, 3, 4).plusDays(place * 7L + i), dice, 0);
            files.write(Sale.exactly(firm, buyer, at, cents, chemical), dice);
        }
    }
}
