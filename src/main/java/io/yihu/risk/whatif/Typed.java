package io.yihu.risk.whatif;

import io.yihu.risk.model.Problem;
import java.math.BigDecimal;
import java.util.List;

/** Numbers as people type them: {@code 15%} of a ratio, {@code 50万} of yuan; a wrong unit is refused, never guessed. */
final class Typed {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);

    private Typed() {}

    /** Null where nothing was typed, or nothing usable: then a problem is added. */
    static Double number(String typed, String unit, String where, List<Problem> problems) {
        String text = typed == null ? "" : typed.strip().replace(",", "").replace("，", "");
        if (text.isEmpty()) {
            return null;
        }
        boolean percent = text.endsWith("%") || text.endsWith("％");
        boolean wan = text.endsWith("万");
        if (percent && !unit.equals("ratio") || wan && !unit.equals("yuan")) {
            problems.add(new Problem("risk.form.unit", where, typed.strip()));
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(
                    percent || wan ? text.substring(0, text.length() - 1).strip() : text);
            if (number.precision() > 20 || Math.abs(number.scale()) > 20) {
                throw new NumberFormatException();
            }
            return (percent ? number.movePointLeft(2) : wan ? number.multiply(WAN) : number).doubleValue();
        } catch (NumberFormatException e) {
            problems.add(new Problem("risk.form.number", where, typed.strip()));
            return null;
        }
    }

    static String text(Double value, String unit) {
        if (value == null) {
            return "";
        }
        BigDecimal number = BigDecimal.valueOf(value);
        if (unit.equals("ratio")) {
            return plain(number.movePointRight(2)) + "%";
        }
        if (unit.equals("yuan") && number.signum() != 0 && number.remainder(WAN).signum() == 0) {
            return plain(number.divide(WAN)) + "万";
        }
        return plain(number);
    }

    private static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
