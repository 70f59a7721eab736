package io.yihu.taxpayer.resolve.field;

import java.util.List;

/** A described thing of each record, such as a name: what is compared and how likely partners are found. */
public interface Field {
    List<Comparison> comparisons();

    List<KeyPass> passes();

    /** Columns whose alphabetical neighbours are looked at too. */
    default List<Column> sorted() {
        return List.of();
    }
}
