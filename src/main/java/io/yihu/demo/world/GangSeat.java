package io.yihu.demo.world;

/**
 * The place of a firm in a planted gang (GS-02).
 *
 * @param number place among those of the same role, 0 is the first
 * @param cluster machine and premises a linked shell shares with others; -1 for those that share nothing
 */
record GangSeat(int gang, Role role, int number, int cluster) {
    /** What a firm does in the chain. */
    enum Role {
        SOURCE,
        PIPE,
        RECIPIENT,
        EXPORT_FRAUD
    }

    /** The shell from which the whole gang was found. */
    boolean seed() {
        return role == Role.SOURCE && number == 0;
    }

    /** The four recipients that also sell to each other in a circle. */
    boolean inCycle() {
        return role == Role.RECIPIENT && number < GangPlan.CYCLE;
    }

    /** Number of the shared machine, unique over all gangs. */
    int machine() {
        return gang * GangPlan.CLUSTERS + cluster;
    }
}
