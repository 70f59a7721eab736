package io.yihu.demo.world;

/** One kind of goods or service as invoices name it; price without tax. */
record Goods(
        String id,
        String shortName,
        String name,
        String taxClass,
        String unit,
        String spec,
        double price,
        double rate) {
    /** What stands on an invoice line. */
    String itemName() {
        return "*" + shortName + "*" + name;
    }

    /** Sold as one piece of work: quantity one, price is the amount. */
    boolean service() {
        return taxClass.charAt(0) != '1' || price > 60_000 && unit.equals("项");
    }
}
