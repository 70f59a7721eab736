package io.yihu.taxpayer.resolve.field;

/** Compares the distinct values of one column; full agreement counts for more when the value is rare. */
abstract class ColumnComparison extends ScaledComparison {
    final Column column;

    ColumnComparison(String name, Scale scale, Column column) {
        super(name, scale);
        this.column = column;
    }

    @Override
    public int level(int a, int b) {
        int one = column.code(a);
        int other = column.code(b);
        if (one < 0 || other < 0) {
            return NONE;
        }
        return one == other ? top() : values(one, other);
    }

    /** Level of two different values by their numbers in the column. */
    abstract int values(int one, int other);

    @Override
    public double share(int a, int b, int level) {
        return level == top() && column.code(a) == column.code(b) ? column.share(column.code(a)) : Double.NaN;
    }
}
