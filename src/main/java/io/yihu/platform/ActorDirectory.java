package io.yihu.platform;

import java.util.Optional;

/** Looks an actor up on every request, so that a changed right or a disabled account counts at once. */
public interface ActorDirectory {
    /** Empty when the account is unknown or disabled. */
    Optional<Actor> byLogin(String login);
}
