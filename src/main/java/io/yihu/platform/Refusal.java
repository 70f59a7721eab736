package io.yihu.platform;

import org.springframework.http.HttpStatus;

/** An ordinary "no" to a user: a message key with arguments and the status that goes with it; nothing was changed. */
public class Refusal extends RuntimeException {
    private final transient Object[] arguments;
    private final HttpStatus status;
    private String code;
    private boolean asksReason;

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

    /**
     * An embedded control stopped the step (409).
     *
     * @param code codes of the controls
     * @param asksReason the same step goes on when it comes again with a reason
     */
    public static Refusal byControl(String code, boolean asksReason, String messageKey, Object... arguments) {
        Refusal refusal = conflict(messageKey, arguments);
        refusal.code = code;
        refusal.asksReason = asksReason;
        return refusal;
    }

    /** Code of the control that said no, null where it was none. */
    public String code() {
        return code;
    }

    public boolean asksReason() {
        return asksReason;
    }

    public HttpStatus status() {
        return status;
    }

    public Object[] arguments() {
        return arguments == null ? new Object[0] : arguments;
    }
}
