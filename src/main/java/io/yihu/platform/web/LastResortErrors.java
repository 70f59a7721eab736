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
import org.springframework.web.servlet.ModelAndView;

/** Errors that no handler met: filters, unknown addresses, the container. */
@Controller
@PermitAll
@RequiredArgsConstructor
class LastResortErrors implements ErrorController {
    private final MessageSource messages;

    @RequestMapping(value = "/error", produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView page(HttpServletRequest request, Locale locale) {
        HttpStatus status = status(request);
        return PageErrors.page(status, sentence(status, locale), null);
    }

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> problem(HttpServletRequest request, Locale locale) {
        HttpStatus status = status(request);
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, sentence(status, locale)));
    }

    private String sentence(HttpStatus status, Locale locale) {
        String key = switch (status) {
            case NOT_FOUND -> "platform.error.notFound";
            case FORBIDDEN, UNAUTHORIZED -> "platform.error.forbidden";
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
