package io.yihu.taxpayer.resolve.field;

import java.util.List;

/** A quantity: equal, near (one in a hundred, or one), or different. */
record AmountField(String name, Column column, double[] amounts) implements Field {
    static AmountField of(String name, String[] raw) {
        Column column = Column.of(raw, AmountField::plain);
        double[] amounts = new double[column.distinct()];
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = Double.parseDouble(column.value(i));
        }
        return new AmountField(name, column, amounts);
    }

    private static String plain(String raw) {
        String number = raw.replaceAll("[,，\\s¥$€%]", "");
        try {
            return Double.toString(Double.parseDouble(number));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    @Override
    public List<Comparison> comparisons() {
        return List.of(new ColumnComparison(name, Scale.AMOUNT, column) {
            @Override
            int values(int one, int other) {
                double difference = Math.abs(amounts[one] - amounts[other]);
                double larger = Math.max(Math.abs(amounts[one]), Math.abs(amounts[other]));
                return difference <= Math.max(0.01 * larger, larger > 20 ? 1 : 0) ? 1 : 0;
            }
        });
    }

    @Override
    public List<KeyPass> passes() {
        return List.of(Passes.equal(name, column));
    }
}
