package io.yihu.grid;

/**
 * One change of a configuration draft; what an {@code op} does not need is null.
 *
 * @param op CREATE, RULE, RENAME, RETIRE, REVIVE, MERGE, MEMBER_ADD, MEMBER_CHANGE, MEMBER_END
 * @param gridId the grid changed; for a grid of this draft null, and {@code newGrid} the number of its CREATE
 * @param into the grid that takes over at a MERGE
 */
public record GridChange(
        String op,
        Long gridId,
        Integer newGrid,
        GridType type,
        String name,
        Long unit,
        GridRule rule,
        Long into,
        Long officer,
        GridRole role,
        Integer pct) {
    static GridChange create(GridType type, String name, long unit, GridRule rule) {
        return new GridChange("CREATE", null, null, type, name, unit, rule, null, null, null, null);
    }

    static GridChange of(String op, Long grid) {
        return new GridChange(op, grid, null, null, null, null, null, null, null, null, null);
    }

    static GridChange rule(long grid, GridRule rule) {
        return new GridChange("RULE", grid, null, null, null, null, rule, null, null, null, null);
    }

    static GridChange rename(long grid, String name) {
        return new GridChange("RENAME", grid, null, null, name, null, null, null, null, null, null);
    }

    static GridChange merge(long grid, long into) {
        return new GridChange("MERGE", grid, null, null, null, null, null, into, null, null, null);
    }

    static GridChange member(String op, Long grid, Integer newGrid, long officer, GridRole role, Integer pct) {
        return new GridChange(op, grid, newGrid, null, null, null, null, null, officer, role, pct);
    }
}
