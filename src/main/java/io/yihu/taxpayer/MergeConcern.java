package io.yihu.taxpayer;

import java.util.Optional;
import java.util.Set;

/** A module that knows why two taxpayers may not be merged by one person alone. */
public interface MergeConcern {
    /** Message key of the reason, empty when one person is enough. */
    Optional<String> about(Set<Long> subjectIds);
}
