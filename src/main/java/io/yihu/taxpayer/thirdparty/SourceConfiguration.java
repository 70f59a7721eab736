package io.yihu.taxpayer.thirdparty;

import io.yihu.taxpayer.InvoiceNodes;
import io.yihu.taxpayer.PartyAdmission;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes one load of every source feed. */
@Configuration
@Import(SourceConfiguration.Loads.class)
class SourceConfiguration {

    /** Registers the loads under the names of their feeds. */
    static final class Loads implements BeanRegistrar {
        @Override
        public void register(BeanRegistry registry, Environment environment) {
            Stream.of(TaxFeeds.all(), BookFeeds.all(), ThirdPartyFeeds.all())
                    .flatMap(List::stream)
                    .forEach(feed -> registry.registerBean(
                            "feed." + feed.schema().feed(),
                            SourceLoad.class,
                            spec -> spec.supplier(beans -> new SourceLoad(
                                    feed,
                                    beans.bean(SourceDeliveries.class),
                                    beans.bean(PartyAdmission.class),
                                    beans.bean(InvoiceNodes.class),
                                    beans.bean(JdbcClient.class)))));
        }
    }
}
