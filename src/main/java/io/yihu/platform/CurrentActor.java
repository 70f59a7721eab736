package io.yihu.platform;

import java.util.function.Supplier;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The actor of this thread: of the request, or of the work that {@link #as} runs; the system otherwise. */
public final class CurrentActor {
    private static final ThreadLocal<Actor> ACTING = new ThreadLocal<>();

    private CurrentActor() {}

    public static Actor get() {
        Actor acting = ACTING.get();
        if (acting != null) {
            return acting;
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Actor actor ? actor : Actor.SYSTEM;
    }

    public static <T> T as(Actor actor, Supplier<T> work) {
        Actor before = ACTING.get();
        ACTING.set(actor);
        try {
            return work.get();
        } finally {
            if (before == null) {
                ACTING.remove();
            } else {
                ACTING.set(before);
            }
        }
    }
}
