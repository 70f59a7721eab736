package io.yihu.demo.world;

import java.util.List;

/**
 * A line of business.
 *
 * @param industry GB/T 4754-2011 class or group, four digits
 * @param ticket usual amount of one invoice, yuan
 * @param cost share of sales spent on purchases
 * @param households share of sole traders
 */
record Trade(
        String industry,
        Stage stage,
        int weight,
        List<String> words,
        List<Goods> outputs,
        List<Goods> inputs,
        double ticket,
        double cost,
        double households) {
    /** Place in the supply chain. */
    enum Stage {
        MAKER,
        WHOLESALE,
        RETAIL,
        BUILDER,
        SERVICE;

        /** Sells mostly to people without a tax id. */
        boolean facesConsumers() {
            return this == RETAIL;
        }
    }

    boolean deals() {
        return stage == Stage.WHOLESALE || stage == Stage.RETAIL;
    }
}
