package io.yihu.grid;

import io.yihu.platform.Refusal;
import java.util.Set;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at the world as a draft would make it: the draft is carried out, looked at, and rolled back. */
@Component
@RequiredArgsConstructor
public class ConfigRehearsal {
    private final ConfigApply apply;
    private final ConfigQueries configs;
    private final JdbcClient jdbc;
    private final PlatformTransactionManager transactions;

    /**
     * @param look sees the grids that were touched; whatever it writes is gone afterwards
     * @throws Refusal notFound when the draft is out of the actor's scope
     */
    public <T> T within(long configId, Function<Set<Long>, T> look) {
        configs.find(configId).orElseThrow(Refusal::notFound);
        TransactionTemplate alone = new TransactionTemplate(transactions);
        alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return alone.execute(status -> {
            status.setRollbackOnly();
            jdbc.sql("set local lock_timeout = '10s'").update();
            return look.apply(apply.apply(configId));
        });
    }
}
