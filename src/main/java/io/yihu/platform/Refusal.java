package io.yihu.platform;

import org.springframework.http.HttpStatus;

/** An ordinary "no" to a user: a message key with arguments and the status that goes with it; nothing was changed. */
public class Refusal extends RuntimeException {
    private final transient Object[] arguments;
    private final HttpStatus status;

    public Refusal(HttpStatus status, String messageKey, Object... arguments) {
        super(messageKey);
        this.status = status;
        this.arguments = arguments;
    }

    /** The state does not allow it (409). */
    public static Refusal conflict(String messageKey, Object... arguments) {
        return new Refusal(HttpStatus.CONFLICT, messageKey, arguments);
    }

    /** Known and visible, but not for this actor (403). */
    public static Refusal forbidden(String messageKey, Object... arguments) {
        return new Refusal(HttpStatus.FORBIDDEN, messageKey, arguments);
    }

    /** There is no such thing, or it is outside the actor's scope: both answer alike (404). */
    public static Refusal notFound() {
        return new Refusal(HttpStatus.NOT_FOUND, "platform.error.notFound");
    }

    /** What was sent cannot be used (422). */
    public static Refusal invalid(String messageKey, Object... arguments) {
        return new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, messageKey, arguments);
    }

    public HttpStatus status() {
        return status;
    }

    public Object[] arguments() {
        return arguments == null ? new Object[0] : arguments;
    }
}
