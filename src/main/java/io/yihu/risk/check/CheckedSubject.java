package io.yihu.risk.check;

import io.yihu.indicator.Catalogue;
import io.yihu.risk.model.VectorBatch;
import java.time.LocalDate;

/**
 * What is known of a subject before the event.
 *
 * @param batch its vector with lists and earlier levels, a batch of one
 * @param asOf day the vector looks from
 */
record CheckedSubject(long id, String industry, VectorBatch batch, Catalogue.Version version, LocalDate asOf) {}
