package io.yihu.trail;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method is an action that leaves a trail row in its own transaction; without the row it fails.
 *
 * <p>Inside the method {@link Trail} says which object and subject it was about and what changed.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Traced {
    /** Code of the action, {@code <module>.<noun>.<verb>}; its title is the message {@code trail.action.<code>} of that module. */
    String value();

    /** A read of sensitive data, not a change. */
    boolean read() default false;
}
