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

    /** Branches of one of the twelve counties: two for each unit of size; the county of the walks has one more, a small one fewer. */
    int branchesOf(String division) {
        return 2 * factor + (division.equals("320115") ? 1 : division.equals("510722") ? -1 : 0);
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
