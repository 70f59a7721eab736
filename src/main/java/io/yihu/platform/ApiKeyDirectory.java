package io.yihu.platform;

import java.util.Optional;

/** Looks up the system behind a bearer key. */
public interface ApiKeyDirectory {
    Optional<Actor> byKey(String presentedKey);
}
