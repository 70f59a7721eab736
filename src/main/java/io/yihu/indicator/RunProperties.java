package io.yihu.indicator;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How much of a run this node takes.
 *
 * @param workers units done side by side by the node that leads a run
 * @param helpEvery pause between two looks for runs of other nodes to help with; zero = never
 * @param lease how long a claimed unit of a silent worker is left alone
 */
@ConfigurationProperties("yihu.run")
record RunProperties(Integer workers, Duration helpEvery, Duration lease) {
    RunProperties {
        workers = workers == null ? 2 : workers;
        helpEvery = helpEvery == null ? Duration.ofSeconds(3) : helpEvery;
        lease = lease == null ? Duration.ofSeconds(5) : lease;
    }
}
