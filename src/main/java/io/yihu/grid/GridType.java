package io.yihu.grid;

/** INSTITUTION grids cover every active taxpayer exactly once; REGION and GROUP grids lie over them. */
public enum GridType {
    INSTITUTION,
    REGION,
    GROUP
}
