package io.yihu.demo.world;

/** How big the invented world is; S is what a first start shows, M and L are for load. */
public enum DemoSize {
    S(1),
    M(10),
    L(100);

    private final int factor;

    DemoSize(int factor) {
        this.factor = factor;
    }

    /** Branches in each of the twelve counties. */
    int branchesPerCounty() {
        return 2 * factor;
    }

    int assessorsPerCounty() {
        return this == S ? 0 : factor * 2 / 5;
    }

    int registrations() {
        return 10_200 * factor;
    }

    /** Firms known from invoices only. */
    int outsiders() {
        return 1_400 * factor;
    }

    /** How many times each planted case is repeated. */
    int plantFactor() {
        return factor;
    }
}
