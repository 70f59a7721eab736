package io.yihu.guidance;

import io.yihu.exchange.OutboundMessage;
import io.yihu.exchange.Outbox;
import io.yihu.guidance.PushWriting.Laid;
import io.yihu.platform.YihuClock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Lays messages into the outbox for each of their ways to the taxpayer, in the transaction that sends them. */
@Component
@RequiredArgsConstructor
class Courier {
    /** Way of a template → target of the outbox. */
    static final Map<String, String> TARGETS = Map.of("E_BUREAU", "E_TAX_BUREAU", "SMS", "SMS", "INTERACT", "INTERACT");

    static final String ENTITY = "push ";
    private final Outbox outbox;
    private final YihuClock clock;
    private final MessageSource messages;
    private final JsonMapper json;

    /** Whom it is for, its head, and the address that opens it once; the text itself stays with us. */
    record Notice(String tax_id, String title, String path, String valid_until, String kind) {}

    /** What a telephone shows; the sender puts the host before the path. */
    record ShortMessage(String phone, String text, String path, String valid_until) {}

    /** One hand-over of a kind and day for each message; a reminder takes the place of a message that never arrived. */
    void hand(List<Laid> laid, Map<Long, String> paths, String eventType) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        outbox.put(laid.stream()
                .flatMap(each -> each.ways().stream()
                        .map(way -> new OutboundMessage(
                                TARGETS.get(way),
                                eventType,
                                eventType + " " + each.id() + " " + today,
                                today.toString().substring(0, 7),
                                ENTITY + each.id(),
                                each.subjectId(),
                                json.writeValueAsString(payload(way, each, paths.get(each.id()), eventType)))))
                .toList());
    }

    private Object payload(String way, Laid each, String path, String eventType) {
        String until = each.validUntil().toString();
        return way.equals("SMS")
                ? new ShortMessage(
                        each.phone(),
                        messages.getMessage(
                                "guidance.sms", new Object[] {each.name(), each.title()}, Locale.SIMPLIFIED_CHINESE),
                        path,
                        until)
                : new Notice(each.taxId(), each.title(), path, until, eventType);
    }
}
