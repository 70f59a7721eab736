package io.yihu.exchange.outbox;

import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** A round of the outbox for tests of other modules. */
@Component
@RequiredArgsConstructor
public class OutboxRound {
    private final OutboxRounds rounds;

    public int run() {
        return rounds.round();
    }
}
