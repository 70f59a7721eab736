package io.yihu.invoice;

import io.yihu.exchange.CopyBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Sums of one party after the other over the invoices of a month. Voided invoices never count in amounts, red letters reduce the month they
 * are issued in, days and hours are Beijing time, amounts are counted in fen.
 */
final class PartyMonth {
    static final String FACT_COLUMNS = """
            party_id, month, out_cnt, out_amt, out_tax, blue_cnt, blue_amt, red_cnt, red_amt, void_cnt, void_amt, top_cnt, round_cnt, night_cnt,
            holiday_cnt, max_day_amt, last5_amt, oop_amt, dev_cnt, ip_prov_cnt, in_cnt, in_amt, in_tax, farm_in_tax, abn_in_tax,
            buyer_cnt, seller_cnt, top3_buyer_amt, top3_seller_amt, buyer_hhi""";
    static final String EDGE_COLUMNS = "party_id, counter_party_id, month, side, cnt, first_date, last_date, amt, tax";
    private static final int FACTS = FACT_COLUMNS.split(",").length;
    private static final long NONE = Long.MIN_VALUE;
    private static final long SECOND = 1_000_000L;
    private static final long BEIJING = 8 * 3600 * SECOND;
    private static final long DAY = 86_400 * SECOND;
    /** PostgreSQL counts from the year 2000. */
    private static final long EPOCH = 10_957;

    private final long month;
    private final int lastFive;
    private final BitSet restDays;
    private CopyBuffer facts;
    private CopyBuffer edges;

    private boolean open;
    private long party;
    private Issued issued;
    private Received received;

    PartyMonth(LocalDate month, BitSet restDays) {
        this.month = month.toEpochDay();
        this.lastFive = month.lengthOfMonth() - 5;
        this.restDays = restDays;
        fresh();
    }

    /** What the party issued. */
    private static final class Issued {
        private final Partners buyers = new Partners();
        private final Set<String> devices = new HashSet<>();
        private final Set<String> places = new HashSet<>();
        private final long[] dayAmount = new long[32];
        private final BitSet days = new BitSet();
        private int blues;
        private long blueAmount;
        private int reds;
        private long redAmount;
        private long tax;
        private int voids;
        private long voidAmount;
        private int top = -1;
        private int round;
        private int night;
        private boolean timed;
        private int rest;
        private long outside = NONE;
    }

    /** What the party received. */
    private static final class Received {
        private final Partners sellers = new Partners();
        private int count;
        private long amount;
        private long tax;
        private long farmTax;
        private long abnormalTax;
    }

    CopyBuffer facts() {
        return facts;
    }

    CopyBuffer edges() {
        return edges;
    }

    /** Begins new buffers. */
    void fresh() {
        facts = new CopyBuffer(1 << 16);
        edges = new CopyBuffer(1 << 16);
    }

    /** A row of {@link PartyFacts}, in its order; rows of one party come together. */
    void add(ByteBuffer row) {
        long id = number(row);
        if (!open || id != party) {
            close();
            open = true;
            party = id;
            issued = new Issued();
            received = new Received();
        }
        long counter = number(row);
        long time = number(row) + BEIJING;
        row.getInt();
        int flags = row.getInt();
        long amount = cents(row);
        long tax = cents(row);
        long total = cents(row);
        long ceiling = cents(row);
        String device = text(row);
        String place = text(row);
        int day = Math.toIntExact(Math.floorDiv(time, DAY) + EPOCH);
        if ((flags & 1) != 0) {
            issue(flags, day, Math.floorMod(time, DAY), amount, tax, total, ceiling);
            keep(issued.devices, device);
            keep(issued.places, place);
        } else if ((flags & 2) != 0) {
            receive(flags, amount, tax);
        }
        if ((flags & 2) != 0 && counter != NONE) {
            ((flags & 1) != 0 ? issued.buyers : received.sellers).add(counter, day, amount, tax);
        }
    }

    private static void keep(Set<String> texts, String text) {
        if (text != null) {
            texts.add(text);
        }
    }

    private void issue(int flags, int day, long time, long amount, long tax, long total, long ceiling) {
        issued.timed |= time != 0;
        if ((flags & 2) == 0) {
            issued.voids++;
            issued.voidAmount = Math.addExact(issued.voidAmount, amount);
            return;
        }
        int dayOfMonth = (int) (day - month) + 1;
        issued.days.set(dayOfMonth);
        issued.dayAmount[dayOfMonth] = Math.addExact(issued.dayAmount[dayOfMonth], amount);
        issued.tax = Math.addExact(issued.tax, tax);
        if ((flags & 16) != 0) {
            issued.outside = Math.addExact(issued.outside == NONE ? 0 : issued.outside, (flags & 32) != 0 ? amount : 0);
        }
        if ((flags & 4) == 0) {
            issued.reds++;
            issued.redAmount = Math.addExact(issued.redAmount, amount);
            return;
        }
        issued.blues++;
        issued.blueAmount = Math.addExact(issued.blueAmount, amount);
        issued.round += total >= 1_000_000 && total % 1_000_000 == 0 ? 1 : 0;
        issued.night += time != 0 && (time >= 22 * 3600 * SECOND || time < 6 * 3600 * SECOND) ? 1 : 0;
        issued.rest += restDays.get(dayOfMonth) ? 1 : 0;
        nearLimit((flags & 8) != 0, amount, ceiling);
    }

    private void nearLimit(boolean digital, long amount, long quota) {
        if (!digital && quota == NONE) {
            return;
        }
        long limit = quota;
        if (digital) {
            limit = 1_000_000;
            while (limit < amount && limit <= 1_000_000_000) {
                limit *= 10;
            }
        }
        boolean near = amount <= limit && (!digital || limit <= 1_000_000_000) && amount * 100 >= limit * 95;
        issued.top = Math.max(issued.top, 0) + (near ? 1 : 0);
    }

    private void receive(int flags, long amount, long tax) {
        received.count++;
        received.amount = Math.addExact(received.amount, amount);
        received.tax = Math.addExact(received.tax, tax);
        received.farmTax += (flags & 64) != 0 ? tax : 0;
        received.abnormalTax += (flags & 128) != 0 ? tax : 0;
    }

    /** Writes the party at hand down. */
    void close() {
        if (!open) {
            return;
        }
        open = false;
        long most = NONE;
        long last = 0;
        for (int day = issued.days.nextSetBit(0); day >= 0; day = issued.days.nextSetBit(day + 1)) {
            most = Math.max(most, issued.dayAmount[day]);
            last += day > lastFive ? issued.dayAmount[day] : 0;
        }
        facts.startRow(FACTS);
        facts.putLong(party);
        facts.putDate(month);
        facts.putInteger(issued.blues + issued.reds);
        facts.putCents(issued.blueAmount + issued.redAmount);
        facts.putCents(issued.tax);
        facts.putInteger(issued.blues);
        facts.putCents(issued.blueAmount);
        facts.putInteger(issued.reds);
        facts.putCents(-issued.redAmount);
        facts.putInteger(issued.voids);
        facts.putCents(issued.voidAmount);
        count(issued.top >= 0, issued.top);
        facts.putInteger(issued.round);
        count(issued.timed, issued.night);
        facts.putInteger(issued.rest);
        facts.putCents(most == NONE ? 0 : most);
        facts.putCents(last);
        if (issued.outside == NONE) {
            facts.putNull();
        } else {
            facts.putCents(issued.outside);
        }
        count(!issued.devices.isEmpty(), issued.devices.size());
        count(!issued.places.isEmpty(), issued.places.size());
        facts.putInteger(received.count);
        facts.putCents(received.amount);
        facts.putCents(received.tax);
        facts.putCents(received.farmTax);
        facts.putCents(received.abnormalTax);
        facts.putInteger(issued.buyers.size());
        facts.putInteger(received.sellers.size());
        facts.putCents(issued.buyers.topThree());
        facts.putCents(received.sellers.topThree());
        if (issued.buyers.concentration() == null) {
            facts.putNull();
        } else {
            facts.putNumeric(issued.buyers.concentration());
        }
        facts.endRow();
        issued.buyers.write(edges, party, month, "OUT");
        received.sellers.write(edges, party, month, "IN");
    }

    private void count(boolean known, int value) {
        if (known) {
            facts.putInteger(value);
        } else {
            facts.putNull();
        }
    }

    private static long number(ByteBuffer row) {
        return row.getInt() < 0 ? NONE : row.getLong();
    }

    private static String text(ByteBuffer row) {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        String text = new String(row.array(), row.arrayOffset() + row.position(), length, StandardCharsets.UTF_8);
        row.position(row.position() + length);
        return text;
    }

    /** A number of at most two decimals, in hundredths. */
    private static long cents(ByteBuffer row) {
        if (row.getInt() < 0) {
            return NONE;
        }
        int digits = row.getShort();
        int weight = row.getShort();
        boolean negative = row.getShort() != 0;
        row.getShort();
        long whole = 0;
        long fraction = 0;
        for (int i = 0; i < digits; i++) {
            short digit = row.getShort();
            if (weight - i >= 0) {
                whole = Math.addExact(Math.multiplyExact(whole, 10_000), digit);
            } else if (weight - i == -1) {
                fraction = digit / 100;
            }
        }
        for (int i = digits; i <= weight; i++) {
            whole = Math.multiplyExact(whole, 10_000);
        }
        long value = Math.addExact(Math.multiplyExact(whole, 100), fraction);
        return negative ? -value : value;
    }
}
