package io.yihu.organization;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/** Argon2id with 19 MiB and two passes; no more hashes at once than there are cores, so that a storm of sign-ins starves nobody. */
@Component
class Passwords {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int PATIENCE_SECONDS = 20;

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, MEMORY_KIB, PASSES);
    private final Semaphore cores =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);
    private final String nobody = encoder.encode("nobody knows this one");

    String hash(String password) {
        return encoder.encode(password);
    }

    /** False also for a missing hash, after the same work. */
    boolean matches(String password, String hash) {
        boolean same = encoder.matches(password, hash == null ? nobody : hash);
        return same && hash != null;
    }

    /** Runs work that hashes when its turn comes; {@link IllegalStateException} when it does not come soon. */
    <T> T inTurn(Supplier<T> work) {
        try {
            if (!cores.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Too many sign-ins at once");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        try {
            return work.get();
        } finally {
            cores.release();
        }
    }
}
