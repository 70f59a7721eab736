package io.yihu.taxpayer.resolve;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Names of firms that do not exist, each written in several ways; firms that are nearly namesakes stand among them. */
final class MadeUpNames {
    private static final String MARKS = "晟恒瑞泰嘉润鼎腾宏远铭泽盛辉朗逸博睿卓越澜沐禾芯锐凯锦源达昊宇翔骏驰云启航星辰森屿鹿鸣梧桐溪岚";
    private static final String[] TRADES =
            "贸易 科技 商贸 物流 建筑工程 信息技术 餐饮管理 文化传媒 机械制造 生物科技 能源 医疗器械 汽车销售 教育咨询 环保科技 供应链管理".split(" ");
    private static final String[] PLACES = "南京 青岛 成都 苏州 临沂 绵阳 无锡 烟台 德阳 潍坊".split(" ");
    private static final String[] FORMS = {"有限公司", "有限责任公司", "股份有限公司"};
    private final Random dice;
    final List<String> names = new ArrayList<>();
    final List<String> truth = new ArrayList<>();

    MadeUpNames(int firms, long seed) {
        dice = new Random(seed);
        List<String[]> rows = new ArrayList<>();
        String before = null;
        String beforeTrade = null;
        for (int firm = 0; firm < firms; firm++) {
            String brand = "";
            for (int i = 0; i < 3; i++) {
                brand += MARKS.charAt(dice.nextInt(MARKS.length()));
            }
            String trade = TRADES[dice.nextInt(TRADES.length)];
            if (before != null && dice.nextDouble() < 0.06) {
                brand = before; // a namesake in another trade and place
                trade = trade.equals(beforeTrade) ? "化工" : trade;
            }
            before = brand;
            beforeTrade = trade;
            String place = PLACES[dice.nextInt(PLACES.length)];
            String form = FORMS[dice.nextInt(FORMS.length)];
            for (int copy = dice.nextInt(3); copy >= 0; copy--) {
                rows.add(new String[] {written(brand, trade, place, form), Integer.toString(firm)});
            }
        }
        Collections.shuffle(rows, dice);
        rows.forEach(row -> {
            names.add(row[0]);
            truth.add(row[1]);
        });
    }

    private String written(String brand, String trade, String place, String form) {
        String own = brand + trade;
        if (dice.nextDouble() < 0.08) {
            int at = dice.nextInt(own.length() - 1);
            own = own.substring(0, at) + own.charAt(at + 1) + own.charAt(at) + own.substring(at + 2);
        }
        String legal = dice.nextDouble() < 0.15 ? "" : form;
        String name = switch (dice.nextInt(6)) {
            case 0 -> brand + "（" + place + "）" + trade + legal;
            case 1 -> place + "市" + own + legal;
            case 2 -> own + legal;
            default -> place + own + legal;
        };
        return dice.nextDouble() < 0.12 ? ZhConverterUtil.toTraditional(name) : name;
    }
}
