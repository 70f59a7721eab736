package io.yihu.grid;

import java.util.Set;

/** A configuration has gone live: taxpayers and officers of these grids have changed; told inside the transaction. */
public record GridsChanged(long configId, Set<Long> grids) {}
