package io.yihu.control.gate;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import org.springframework.web.servlet.DispatcherServlet;

/** The reason a person gave for going on in spite of a warning. */
public final class ControlReason {
    /** Parameter of a form or an address. */
    public static final String PARAMETER = "controlReason";

    private static final ThreadLocal<String> SAID = new ThreadLocal<>();

    private ControlReason() {}

    /** Runs the work with a reason that came in another way, such as in the body of a call. */
    public static <T> T saying(String reason, Supplier<T> work) {
        String before = SAID.get();
        SAID.set(reason);
        try {
            return work.get();
        } finally {
            if (before == null) {
                SAID.remove();
            } else {
                SAID.set(before);
            }
        }
    }

    /** Null where none was given. */
    static String given() {
        HttpServletRequest request = request();
        String reason = SAID.get() != null || request == null ? SAID.get() : request.getParameter(PARAMETER);
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    /** Somebody waits for the answer and can be asked. */
    static boolean canAsk() {
        return request() != null;
    }

    /** The request under way in a controller, null for jobs and played history. */
    private static HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                        && attributes.getRequest().getAttribute(DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE)
                                != null
                ? attributes.getRequest()
                : null;
    }
}
