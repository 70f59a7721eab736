package io.yihu.guidance;

import io.yihu.exchange.OutboundAdapter;
import io.yihu.platform.YihuProperties;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Ways to taxpayers (electronic tax bureau, short messages, interaction platform): signed JSON to the address that is set. A demo
 * without an address has a bureau of its own that takes everything and says so in the receipt.
 */
@Component
@RequiredArgsConstructor
class BureauAdapter implements OutboundAdapter {
    static final String PROTOCOL = "BUREAU";
    private final ObjectProvider<OutboundAdapter> adapters;
    private final YihuProperties properties;
    private final JsonMapper json;

    /** Receipt of the demo's bureau. */
    record DemoReceipt(String receipt_id, String key, String digest, String by) {}

    @Override
    public String protocol() {
        return PROTOCOL;
    }

    @Override
    public boolean ready(Settings settings) {
        return settings.url() == null ? properties.demoMode() : http().ready(settings);
    }

    @Override
    public Outcome deliver(Settings settings, Parcel parcel) {
        if (settings.url() != null) {
            return http().deliver(settings, parcel);
        }
        String id = "DEMO-" + parcel.sequence();
        return new Outcome(
                Result.DELIVERED,
                200,
                id,
                json.writeValueAsString(new DemoReceipt(id, parcel.idempotencyKey(), parcel.digest(), "demo")),
                null);
    }

    @Override
    public Optional<List<Held>> holdings(Settings settings, String batch) {
        return settings.url() == null ? Optional.empty() : http().holdings(settings, batch);
    }

    private OutboundAdapter http() {
        return adapters.stream()
                .filter(each -> each.protocol().equals("HTTP"))
                .findFirst()
                .orElseThrow();
    }
}
