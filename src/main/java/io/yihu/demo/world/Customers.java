package io.yihu.demo.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives every seller its steady customers: mostly of its own province and of the right trade, some from outside. */
final class Customers {
    /** Stands for a person who gives no tax id. */
    static final int CONSUMER = -1;

    /** From here on a draw means a buyer who is known from invoices only. */
    private static final double OUTSIDE = 0.6;

    private final World world;
    private final Map<String, List<Firm>> takers = new HashMap<>();
    private final Map<Integer, List<Firm>> rings = new HashMap<>();

    Customers(World world) {
        this.world = world;
    }

    void choose() {
        for (int i = 0; i < world.firms; i++) {
            Firm firm = world.parties[i];
            if (firm.plant == Plant.SHARED_CONTROL) {
                rings.computeIfAbsent(firm.ring, ring -> new ArrayList<>()).add(firm);
            }
            if (firm.plant == null && firm.invoicesPerYear > 10 && firm.status.equals("03")) {
                if (!firm.trade.deals()) {
                    // a dealer's purchases are its goods: divergence of goods bought and sold means something
                    add("any" + firm.province(), firm);
                }
                for (Goods goods : firm.trade.deals() ? List.of(firm.goods()) : firm.trade.inputs()) {
                    add(goods.id() + firm.province(), firm);
                    add(goods.id(), firm);
                }
            }
        }
        for (int i = 0; i < world.firms; i++) {
            Firm firm = world.parties[i];
            if (firm.invoicesPerYear > 0) {
                firm.customers = customers(firm);
            }
        }
    }

    private void add(String key, Firm firm) {
        List<Firm> list = takers.computeIfAbsent(key, k -> new ArrayList<>());
        for (int times = firm.invoicesPerYear > 50 ? 3 : 1; times > 0; times--) {
            list.add(firm);
        }
    }

    private int[] customers(Firm seller) {
        Dice dice = Dice.of(world.seed, "customers", seller.index);
        int count = seller.invoicesPerYear > 50
                ? dice.between(14, 24)
                : seller.invoicesPerYear > 10 ? dice.between(3, 5) : dice.between(2, 3);
        boolean small = seller.invoicesPerYear <= 10;
        double consumers = seller.trade.stage().facesConsumers() ? 0.7 : small ? 1 : 0.15;
        int[] chosen = new int[count];
        for (int i = 0; i < count; i++) {
            double draw = dice.unit();
            if (seller.plant == Plant.SHARED_CONTROL && i < 2) {
                chosen[i] = mate(seller, i + 1);
            } else if (draw < consumers) {
                chosen[i] = CONSUMER;
            } else if (draw > OUTSIDE || seller.plant != null) {
                chosen[i] = outside(seller, dice);
            } else {
                chosen[i] = registered(seller, dice);
            }
        }
        return chosen;
    }

    /** Firms of one hand also sell to each other. */
    private int mate(Firm seller, int step) {
        List<Firm> ring = rings.get(seller.ring);
        return ring.get((ring.indexOf(seller) + step) % ring.size()).index;
    }

    /** Mostly of the same province. */
    private int outside(Firm seller, Dice dice) {
        int found = world.firms + dice.below(world.parties.length - world.firms);
        for (int tries = 0; tries < 8; tries++) {
            if (world.parties[found].province().equals(seller.province())) {
                break;
            }
            found = world.firms + dice.below(world.parties.length - world.firms);
        }
        return found;
    }

    private int registered(Firm seller, Dice dice) {
        Goods goods = seller.goods();
        String province = dice.chance(0.93) ? seller.province() : "";
        List<Firm> list = goods.service() ? null : takers.get(goods.id() + province);
        if (list == null) {
            list = takers.get("any" + seller.province());
        }
        for (int attempt = 0; attempt < 5; attempt++) {
            Firm buyer = dice.of(list);
            // upstream of a dealer's own kind would buy back what it sold
            if (buyer != seller && (buyer.trade != seller.trade || buyer.index > seller.index)) {
                return buyer.index;
            }
        }
        return CONSUMER;
    }
}
