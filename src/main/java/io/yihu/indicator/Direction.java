package io.yihu.indicator;

/** Which way of a value points to risk: High, Low, Out of band on either side, Boolean. */
public enum Direction {
    H,
    L,
    O,
    B
}
