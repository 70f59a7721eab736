package io.yihu.platform.web;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Errors that no handler met: filters, unknown addresses, the container. */
@Controller
@PermitAll
@RequiredArgsConstructor
class LastResortErrors implements ErrorController {
    private final MessageSource messages;

    /** A browser gets a page, a caller of the API a problem detail, whatever either says it accepts. */
    @RequestMapping("/error")
    Object answer(HttpServletRequest request, Locale locale) {
        HttpStatus status = status(request);
        String sentence = sentence(status, locale);
        Object path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (path != null && path.toString().startsWith("/api/")) {
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(ProblemDetail.forStatusAndDetail(status, sentence));
        }
        return PageErrors.page(status, sentence, null);
    }

    private String sentence(HttpStatus status, Locale locale) {
        String key = switch (status) {
            case NOT_FOUND -> "platform.error.notFound";
            case FORBIDDEN -> "platform.error.forbidden";
            case UNAUTHORIZED -> "platform.error.signIn";
            case CONTENT_TOO_LARGE -> "platform.error.tooLarge";
            default -> status.is4xxClientError() ? "platform.error.malformed" : "platform.error.service";
        };
        return messages.getMessage(key, null, locale);
    }

    private static HttpStatus status(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        return status == null ? HttpStatus.INTERNAL_SERVER_ERROR : status;
    }
}
