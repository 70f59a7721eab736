package io.yihu.trail;

import io.yihu.platform.Actor;
import java.util.Map;

/** Asked before every traced action: it may let it pass, warn, or block by throwing {@code Refusal}. */
public interface ActionGate {
    /** Arguments by parameter name, as the service method got them. */
    void check(String action, Actor actor, Map<String, Object> arguments);
}
