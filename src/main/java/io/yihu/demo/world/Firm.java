package io.yihu.demo.world;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/** A firm while the world is made: who it is, how it trades, and its running totals; one small object each. */
final class Firm {
    /** A bank of this province tells of accounts. */
    static final String BANK_PROVINCE = "32";

    final int index;
    final Trade trade;
    String taxId;
    String name;
    final boolean outsider;
    final boolean household;
    Office office;
    String division;
    String status = "03";
    boolean general;
    /** Still issues from the old tax-control device, so it can void. */
    boolean taxControl;

    LocalDate registered;
    LocalDate opened;
    LocalDate closed;
    int invoicesPerYear;
    double ticket;
    int[] customers = {};
    Plant plant;
    /** The firm that this is a second registration of, null for a firm of its own. */
    Firm of;

    TwinKind twin;
    /** Another enterprise with the same legal representative. */
    Firm representedBy;
    /** Its own legal representative stands for another enterprise too. */
    boolean represents;

    /** Another enterprise at whose address and telephone this one is found. */
    Firm deskOf;
    /** Firms planted together share it. */
    int ring;

    LocalDate turning;
    /** Place in a planted gang, else null. */
    GangSeat seat;
    /** The next of the linked shells, whose legal representative keeps the books here; null for everyone else. */
    Firm crossed;
    /** Kind of its special invoices where that is part of the story, else null. */
    String specialKind;
    /** Export sales by month, cents; null for those who export nothing. */
    long[] exported;
    /** Belongs to a large group, whatever its own size. */
    boolean keySource;
    /** What was sold and bought of its main goods, in units. */
    double soldUnits;

    double boughtUnits;
    long outCents;
    long inCents;
    final long[] monthOutCents = new long[World.MONTHS];
    final long[] monthOutTax = new long[World.MONTHS];
    final long[] monthInTax = new long[World.MONTHS];
    /** What each buyer of the last months owes, tax included, month by month; only where a bank tells of it, else null. */
    List<Map<Firm, Long>> receivable;

    Firm(int index, Trade trade, String taxId, String name, boolean outsider, boolean household) {
        this.index = index;
        this.trade = trade;
        this.taxId = taxId;
        this.name = name;
        this.outsider = outsider;
        this.household = household;
    }

    /** The goods it mostly deals in. */
    Goods goods() {
        return trade.outputs().get(index % trade.outputs().size());
    }

    /** Price level of its place in the chain: shops sell dearer than wholesalers. */
    double markup() {
        return trade.stage().facesConsumers() ? 1.28 : 1;
    }

    /** A shell at work: from its turn on; before it is a quiet firm. */
    boolean shell(int month) {
        boolean kind =
                plant == Plant.GS_01 || plant == Plant.GS_10 || plant == Plant.SHELL_SURGE || plant == Plant.NO_INPUT;
        return kind && (turning == null || !World.month(month).isBefore(YearMonth.from(turning)));
    }

    /** Units of its main goods that a month's sales come to, about. */
    double unitsSold(int month) {
        return goods().service() ? 0 : Math.max(0, monthOutCents[month] / 100.0 / (goods().price() * markup()));
    }

    /** Does it trade in this month at all? */
    boolean tradesIn(YearMonth month) {
        return (opened == null || !month.isBefore(YearMonth.from(opened)))
                && (closed == null || month.isBefore(YearMonth.from(closed)));
    }

    String province() {
        return division.substring(0, 2);
    }

    /** Issues so rarely that a single invoice would weigh in every ratio. */
    boolean seldom() {
        return invoicesPerYear <= 30;
    }

    /** A bank tells of its account. */
    boolean banked() {
        return province().equals(BANK_PROVINCE)
                && invoicesPerYear >= 12
                && !trade.stage().facesConsumers();
    }

    /** Number of the machine it issues from: its own, or that of those who share one. */
    private int machine() {
        if (seat != null && seat.cluster() >= 0) {
            return 15_500_000 + seat.machine();
        }
        return plant == Plant.SHARED_CONTROL ? 15_000_000 + ring : index;
    }

    /** Network address of its issuing machine, from the private range. */
    String ip() {
        int host = machine();
        return "10." + (host >> 16 & 255) + "." + (host >> 8 & 255) + "." + (host & 255);
    }

    String mac() {
        int host = machine();
        return String.format(
                "02:00:%02x:%02x:%02x:%02x", host >> 24 & 255, host >> 16 & 255, host >> 8 & 255, host & 255);
    }

    String device() {
        return String.format("D%011d", machine() == index ? index : 90_000_000_000L + machine());
    }
}
