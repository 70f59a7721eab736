package io.yihu.support;

import io.yihu.platform.Actor;
import io.yihu.platform.ActorDirectory;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.stereotype.Component;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** Actors that need no account: the login itself says scope and roles. */
@Component
public class SpokenActors implements ActorDirectory {
    private static final String MARK = "spoken|";

    /** Signs a request in with this office path and these roles. */
    public static RequestPostProcessor spoken(String officePath, String... roles) {
        return SecurityMockMvcRequestPostProcessors.user(MARK + officePath + "|" + String.join(",", roles));
    }

    @Override
    public Optional<Actor> byLogin(String login) {
        if (!login.startsWith(MARK)) {
            return Optional.empty();
        }
        String[] parts = login.split("\\|");
        return Optional.of(new Actor(null, login, "某人", null, null, "某局", parts[1], Set.of(parts[2].split(","))));
    }
}
