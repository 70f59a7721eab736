package io.yihu.exchange;

import io.yihu.exchange.mapping.FeedDefinition;
import io.yihu.platform.Actor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import java.time.Duration;
import java.time.ZoneOffset;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How much one sender may hand in within a day, and which feeds a key was made for. */
@Component
@RequiredArgsConstructor
class Quota {
    static final int FILES_A_DAY = 500;
    static final long BYTES_A_DAY = 20L << 30;
    private final JdbcClient jdbc;
    private final YihuClock clock;

    private record Used(long files, long bytes) {}

    void check(ReceivedFile file, Actor actor) {
        if (file.channel() != ReceivedFile.Channel.PAGE && file.channel() != ReceivedFile.Channel.API) {
            return;
        }
        Used used = jdbc.sql("""
                        select count(*) as files, coalesce(sum(bytes), 0) as bytes from exchange.batch
                        where created_by = ? and created_at > ?""")
                .params(actor.login(), clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .query(Used.class)
                .single();
        if (used.files() >= FILES_A_DAY || used.bytes() + file.bytes() > BYTES_A_DAY) {
            throw Refusal.conflict("exchange.error.quota", FILES_A_DAY, BYTES_A_DAY >> 30);
        }
    }

    /** A key carries its own list of feeds and definitions; {@code *} is all of them. */
    boolean keyAllows(Actor actor, String feed, FeedDefinition definition) {
        return actor.has(Roles.API_CLIENT)
                && jdbc.sql("""
                                select exists (select from exchange.api_key where 'key:' || id = ?
                                  and revoked_at is null and feeds && cast(array['*', ?, ?] as text[]))""")
                        .params(actor.login(), feed, definition.code())
                        .query(Boolean.class)
                        .single();
    }
}
