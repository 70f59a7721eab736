package io.yihu.exchange.reading;

import java.io.IOException;
import java.util.List;

/** A file read record by record, never held whole. */
public interface RowSource extends AutoCloseable {
    List<String> header();

    /** The next record, null at the end. */
    SourceRow next() throws IOException;

    @Override
    void close() throws IOException;
}
