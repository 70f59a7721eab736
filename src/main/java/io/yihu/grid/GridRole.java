package io.yihu.grid;

/** What a member is in a grid. */
public enum GridRole {
    LEADER,
    DEPUTY,
    MEMBER
}
