package io.yihu.exchange;

import io.yihu.exchange.connector.ConnectorPull;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** What changed in a national database since the last time, taken on the calling thread. */
@Component
@RequiredArgsConstructor
public class NationalDatabases {
    private final ConnectorPull pulls;

    /** @param connector {@code legal_db} or {@code natural_db} */
    public void take(String connector) {
        pulls.pullNow(connector);
    }
}
