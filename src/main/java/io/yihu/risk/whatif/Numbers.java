package io.yihu.risk.whatif;

import io.yihu.platform.Refusal;
import io.yihu.risk.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** One typed number at once: usable, absent or refused. */
public final class Numbers {
    private Numbers() {}

    public static Double typed(String typed, String unit, String where) {
        List<Problem> problems = new ArrayList<>();
        Double value = Typed.number(typed, unit, where, problems);
        if (!problems.isEmpty()) {
            throw Refusal.invalid(problems.get(0).key(), problems.get(0).arguments());
        }
        return value;
    }

    public static String text(Double value, String unit) {
        return Typed.text(value, unit);
    }
}
