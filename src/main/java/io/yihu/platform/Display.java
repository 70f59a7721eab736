package io.yihu.platform;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;

/** How numbers and times look on screen: {@code @display} in templates. */
@Component("display")
public class Display {
    private static final BigDecimal WAN = BigDecimal.valueOf(10_000);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(YihuClock.CHINA);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("yyyy-MM");

    /** Yuan shown in 万元 with two decimals; the unit stands in the column head. */
    public String wan(BigDecimal yuan) {
        return yuan == null ? "—" : format("#,##0.00").format(yuan.divide(WAN, 2, RoundingMode.HALF_UP));
    }

    /** Exact yuan, for hover and exports. */
    public String yuan(BigDecimal yuan) {
        return yuan == null ? "—" : format("#,##0.00").format(yuan);
    }

    public String count(Number number) {
        return number == null ? "—" : format("#,##0").format(number);
    }

    public String decimal(Number number, int digits) {
        return number == null
                ? "—"
                : format(digits == 0 ? "#,##0" : "#,##0." + "0".repeat(digits)).format(number);
    }

    public String percent(Number ratio) {
        return ratio == null ? "—" : format("0.0%").format(ratio);
    }

    public String minute(Instant instant) {
        return instant == null ? "—" : MINUTE.format(instant);
    }

    public String month(LocalDate month) {
        return month == null ? "—" : MONTH.format(month);
    }

    public String text(Object value) {
        return value == null || value.toString().isBlank() ? "—" : value.toString();
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern);
    }
}
