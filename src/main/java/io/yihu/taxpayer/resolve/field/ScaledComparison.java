package io.yihu.taxpayer.resolve.field;

import java.util.List;

/** A comparison with the names and expectations of a scale. */
abstract class ScaledComparison implements Comparison {
    private final String name;
    private final Scale scale;

    ScaledComparison(String name, Scale scale) {
        this.name = name;
        this.scale = scale;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> levels() {
        return scale.levels();
    }

    @Override
    public double[] expected() {
        return scale.expected();
    }

    @Override
    public double firmness() {
        return scale.firmness();
    }

    int top() {
        return scale.top();
    }
}
