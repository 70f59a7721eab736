package io.yihu.demo.world;

import java.time.LocalDate;
import java.time.YearMonth;

/** A firm while the world is made: who it is, how it trades, and its running totals; one small object each. */
final class Firm {
    final int index;
    final Trade trade;
    final String taxId;
    final String name;
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
    /** Firms planted together share it. */
    int ring;

    LocalDate turning;
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

    /** Does it trade in this month at all? */
    boolean tradesIn(YearMonth month) {
        return (opened == null || !month.isBefore(YearMonth.from(opened)))
                && (closed == null || month.isBefore(YearMonth.from(closed)));
    }

    String province() {
        return division.substring(0, 2);
    }

    /** Network address of its issuing machine, from the private range. */
    String ip() {
        int host = plant == Plant.SHARED_CONTROL ? 15_000_000 + ring : index;
        return "10." + (host >> 16 & 255) + "." + (host >> 8 & 255) + "." + (host & 255);
    }

    String mac() {
        int host = plant == Plant.SHARED_CONTROL ? 15_000_000 + ring : index;
        return String.format(
                "02:00:%02x:%02x:%02x:%02x", host >> 24 & 255, host >> 16 & 255, host >> 8 & 255, host & 255);
    }

    String device() {
        return String.format("D%011d", plant == Plant.SHARED_CONTROL ? 90_000_000_000L + ring : index);
    }
}
