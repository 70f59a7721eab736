package io.yihu.demo.world;

/** Why one enterprise stands in the register twice (GS-04), and how often in size S. */
enum TwinKind {
    /** The 15-digit number of before the credit code. */
    LEGACY_ID("ER-T", 500),
    /** A credit code that a recorded change replaced. */
    CHANGED_ID("ER-T", 400),
    /** Cross-region filing under the very same tax id. */
    SAME_ID("ER-S", 200),
    /** Registered elsewhere under a temporary number with the same credit code. */
    SAME_CODE("ER-S", 360),
    /** Same legal representative, nearly the same name, same address. */
    SAME_PLACE("ER-P", 180),
    /** Same legal representative, nearly the same name, same telephone. */
    SAME_PHONE("ER-P", 177);

    final String rule;
    final int count;

    TwinKind(String rule, int count) {
        this.rule = rule;
        this.count = count;
    }

    boolean elsewhere() {
        return rule.equals("ER-S");
    }
}
