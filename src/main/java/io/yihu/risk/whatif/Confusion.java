package io.yihu.risk.whatif;

/** How a model's flags compare with what officers found out. */
public record Confusion(long tp, long fp, long fn, long tn) {
    public Confusion plus(Confusion other) {
        return new Confusion(tp + other.tp, fp + other.fp, fn + other.fn, tn + other.tn);
    }

    /** Null where nothing labelled was flagged. */
    public Double precision() {
        return tp + fp == 0 ? null : (double) tp / (tp + fp);
    }

    /** Among the known positives; null where there is none. */
    public Double recall() {
        return tp + fn == 0 ? null : (double) tp / (tp + fn);
    }

    public long labelled() {
        return tp + fp + fn + tn;
    }
}
