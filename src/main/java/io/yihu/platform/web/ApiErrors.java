package io.yihu.platform.web;

import io.yihu.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.MessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Errors of the API are RFC 9457 problem details; an unexpected one carries a reference number and no inner word. */
@Slf4j
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice(annotations = RestController.class)
@RequiredArgsConstructor
class ApiErrors extends ResponseEntityExceptionHandler {
    private final MessageSource messages;

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(Refusal refusal, Locale locale) {
        ResponseEntity<ProblemDetail> answer =
                problem(refusal.status(), messages.getMessage(refusal.getMessage(), refusal.arguments(), locale));
        if (refusal.code() != null) {
            answer.getBody().setProperty("code", refusal.code());
            answer.getBody().setProperty("asksReason", refusal.asksReason());
        }
        return answer;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> denied(AccessDeniedException denied, Locale locale) {
        return problem(HttpStatus.FORBIDDEN, messages.getMessage("platform.error.forbidden", null, locale));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(Exception failure, HttpServletRequest request, Locale locale) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        log.error("Reference {}: {} {}", reference, request.getMethod(), request.getRequestURI(), failure);
        ResponseEntity<ProblemDetail> answer = problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                messages.getMessage("platform.error.unexpected", new Object[] {reference}, locale));
        answer.getBody().setProperty("reference", reference);
        return answer;
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
