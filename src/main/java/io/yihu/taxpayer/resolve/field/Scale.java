package io.yihu.taxpayer.resolve.field;

import java.util.List;

/** Names and expected shares of a comparison's levels. */
record Scale(List<String> levels, double[] expected, double firmness) {
    static final Scale WORD = of("different 0.10", "alike 0.04", "misspelt 0.12", "equal 0.74");
    static final Scale NAME =
            of("different 0.08", "alike 0.03", "misspelt 0.12", "short 0.03", "crossed 0.04", "equal 0.70");
    static final Scale DATE =
            of("different 0.05", "year 0.03", "near 0.04", "two_parts 0.06", "slip 0.12", "equal 0.70");
    static final Scale MAIL = of("different 0.08", "domain 0.04", "alike 0.04", "misspelt 0.14", "equal 0.70");
    static final Scale CODE = of("different 0.06", "alike 0.02", "slip 0.10", "equal 0.82");
    static final Scale BAG = of("different 0.06", "little 0.04", "half 0.07", "most 0.18", "equal 0.65");
    static final Scale OWN = of(
                    "different 0.01", "little 0.01", "half 0.03", "slip 0.13", "part 0.14", "sound 0.08", "equal 0.60")
            .firm(0.5);
    static final Scale PLACE = of("different 0.03", "within 0.07", "equal 0.90").firm(4);
    static final Scale FORM = of("different 0.12", "equal 0.88");
    static final Scale MARK = of("different 0.06", "equal 0.94").firm(4);
    static final Scale NUMBERS = of("different 0.06", "part 0.08", "equal 0.86");
    static final Scale AMOUNT = of("different 0.15", "near 0.10", "equal 0.75");

    private Scale firm(double firmness) {
        return new Scale(levels, expected, firmness);
    }

    static Scale of(String... spelled) {
        double[] expected = new double[spelled.length];
        String[] names = new String[spelled.length];
        for (int i = 0; i < spelled.length; i++) {
            String[] parts = spelled[i].split(" ");
            names[i] = parts[0];
            expected[i] = Double.parseDouble(parts[1]);
        }
        return new Scale(List.of(names), expected, 0);
    }

    int top() {
        return expected.length - 1;
    }
}
