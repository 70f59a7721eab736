package io.yihu.taxpayer;

import java.time.LocalDate;
import java.util.Set;

/**
 * Parties changed their subject, in this transaction: what hangs on these subjects follows.
 *
 * @param subjectIds all that lost or won parties, merged ones among them
 * @param effective day from which the new composition holds
 */
public record SubjectsRelinked(Set<Long> subjectIds, LocalDate effective) {}
