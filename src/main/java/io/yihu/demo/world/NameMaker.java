package io.yihu.demo.world;

import java.util.HashSet;
import java.util.Set;

/** Names of people, firms and places that exist nowhere but here. */
final class NameMaker {
    private final String surnames;
    private final String given;
    private final String marks;
    private final String[] streets;
    private final Set<String> firmNames = new HashSet<>();

    NameMaker(Catalogue catalogue) {
        surnames = catalogue.names.getProperty("surnames");
        given = catalogue.names.getProperty("given");
        marks = catalogue.names.getProperty("marks");
        streets = catalogue.names.getProperty("streets").split(" ");
    }

    String person(Dice dice) {
        // common surnames come first: the square makes them common
        int surname = (int) (Math.pow(dice.unit(), 1.8) * surnames.length());
        String first = "" + dice.of(given);
        return surnames.charAt(surname) + (dice.chance(0.22) ? first : first + dice.of(given));
    }

    /** A name no other firm of this world has. */
    String firm(Dice dice, String place, Trade trade, boolean household) {
        for (int length = 2; ; length++) {
            for (int attempt = 0; attempt < 4; attempt++) {
                StringBuilder name = new StringBuilder(household ? place : place.replaceAll("[省市区县]$", ""));
                for (int i = 0; i < length; i++) {
                    name.append(dice.of(marks));
                }
                name.append(dice.of(trade.words())).append(ending(dice, trade, household));
                if (firmNames.add(name.toString())) {
                    return name.toString();
                }
            }
        }
    }

    private static String ending(Dice dice, Trade trade, boolean household) {
        if (household) {
            return switch (trade.stage()) {
                case WHOLESALE -> dice.chance(0.5) ? "批发部" : "经营部";
                case RETAIL -> dice.chance(0.5) ? "商店" : "经营部";
                case MAKER -> "加工厂";
                case BUILDER -> "施工队";
                case SERVICE -> dice.chance(0.5) ? "服务部" : "中心";
            };
        }
        return switch (trade.stage()) {
            case WHOLESALE -> dice.chance(0.7) ? "贸易有限公司" : "销售有限公司";
            case RETAIL -> "商贸有限公司";
            case MAKER -> dice.chance(0.85) ? "制造有限公司" : "科技股份有限公司";
            case BUILDER -> "工程有限公司";
            case SERVICE -> "服务有限公司";
        };
    }

    String address(Dice dice, String place) {
        return place + streets[dice.below(streets.length)] + dice.between(1, 980) + "号" + dice.between(1, 12) + "幢"
                + dice.between(101, 2806) + "室";
    }
}
