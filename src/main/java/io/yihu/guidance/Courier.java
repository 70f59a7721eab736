package io.yihu.guidance;

import io.yihu.guidance.PushWriting.Laid;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** Hands messages to the electronic tax bureau. */
@Component
@RequiredArgsConstructor
class Courier {
    /** Address of each message by its number; what was handed over before under the same key is not handed over again. */
    void hand(List<Laid> messages, Map<Long, String> paths, String eventType) {}
}
