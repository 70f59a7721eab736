package io.yihu.guidance;

import io.yihu.exchange.OutboundMessage;
import io.yihu.exchange.Outbox;
import io.yihu.guidance.PushWriting.Laid;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Lays messages into the outbox for the electronic tax bureau, in the transaction that sends them. */
@Component
@RequiredArgsConstructor
class Courier {
    static final String BUREAU = "E_TAX_BUREAU";
    static final String ENTITY = "push ";
    private final Outbox outbox;
    private final YihuClock clock;
    private final JsonMapper json;

    /** Whom it is for, its head, and the address that opens it once; the text itself stays with us. */
    record Notice(String tax_id, String title, String path, String valid_until, String kind) {}

    /** One hand-over of a kind and day for each message; a reminder takes the place of a message that never arrived. */
    void hand(List<Laid> messages, Map<Long, String> paths, String eventType) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        outbox.put(messages.stream()
                .map(each -> new OutboundMessage(
                        BUREAU,
                        eventType,
                        eventType + " " + each.id() + " " + today,
                        today.toString().substring(0, 7),
                        ENTITY + each.id(),
                        each.subjectId(),
                        json.writeValueAsString(new Notice(
                                each.taxId(),
                                each.title(),
                                paths.get(each.id()),
                                each.validUntil().toString(),
                                eventType))))
                .toList());
    }
}
