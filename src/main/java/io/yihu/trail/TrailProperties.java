package io.yihu.trail;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the trail is sealed.
 *
 * @param sealEvery pause between two rounds of the sealer; zero leaves sealing to explicit calls
 * @param suite digest and signature of a new log
 */
@ConfigurationProperties("yihu.trail")
record TrailProperties(Duration sealEvery, SealSuite suite) {
    TrailProperties {
        sealEvery = sealEvery == null ? Duration.ofSeconds(1) : sealEvery;
        suite = suite == null ? SealSuite.SHA256_ED25519 : suite;
    }
}
