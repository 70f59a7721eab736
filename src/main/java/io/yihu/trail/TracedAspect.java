package io.yihu.trail;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.YihuClock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.aspectj.lang.ProceedingJoinPoint;
import org.aspectj.lang.annotation.Around;
import org.aspectj.lang.annotation.Aspect;
import org.aspectj.lang.reflect.MethodSignature;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Gate, action and trail row in one transaction: if the row cannot be written the action did not happen. */
@Aspect
@Component
@Order(0)
@RequiredArgsConstructor
class TracedAspect {
    private final PlatformTransactionManager transactions;
    private final TrailRows rows;
    private final List<ActionGate> gates;
    private final YihuClock clock;

    @Around("@annotation(traced)")
    Object trace(ProceedingJoinPoint call, Traced traced) {
        return new TransactionTemplate(transactions).execute(status -> inTransaction(call, traced));
    }

    private Object inTransaction(ProceedingJoinPoint call, Traced traced) {
        Actor actor = CurrentActor.get();
        Map<String, Object> arguments = arguments(call);
        gates.forEach(gate -> gate.check(traced.value(), actor, arguments));
        Trail outer = Trail.CURRENT.get();
        Trail trail = new Trail();
        Trail.CURRENT.set(trail);
        try {
            Object result = proceed(call);
            rows.insert(traced, actor, trail, clock.instant());
            rows.insertEach(traced, actor, trail, clock.instant());
            return result;
        } finally {
            if (outer == null) {
                Trail.CURRENT.remove();
            } else {
                Trail.CURRENT.set(outer);
            }
        }
    }

    private static Map<String, Object> arguments(ProceedingJoinPoint call) {
        String[] names = ((MethodSignature) call.getSignature()).getParameterNames();
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; names != null && i < names.length; i++) {
            arguments.put(names[i], call.getArgs()[i]);
        }
        return arguments;
    }

    private static Object proceed(ProceedingJoinPoint call) {
        try {
            return call.proceed();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
