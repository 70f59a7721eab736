package io.yihu.platform.web;

import io.yihu.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.validation.BindException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Errors of pages say what happened, what to do, and a reference number; never a stack trace. */
@Slf4j
@ControllerAdvice(annotations = Controller.class)
@RequiredArgsConstructor
class PageErrors {
    private final MessageSource messages;

    @ExceptionHandler
    ModelAndView refused(Refusal refusal, HttpServletRequest request, Locale locale) {
        ModelAndView view =
                page(refusal.status(), messages.getMessage(refusal.getMessage(), refusal.arguments(), locale), null);
        view.addObject("code", refusal.code());
        if (refusal.asksReason()) {
            view.setViewName("platform/warning");
            view.addObject("step", request.getRequestURI());
            view.addObject("typed", typed(request));
        }
        return view;
    }

    /** Everything the form held, so that it goes on with a reason as it was. */
    private static List<Map.Entry<String, String>> typed(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals("_csrf") && !entry.getKey().equals("controlReason"))
                .flatMap(entry -> Arrays.stream(entry.getValue()).map(value -> Map.entry(entry.getKey(), value)))
                .toList();
    }

    @ExceptionHandler
    ModelAndView denied(AccessDeniedException denied, Locale locale) {
        return page(HttpStatus.FORBIDDEN, messages.getMessage("platform.error.forbidden", null, locale), null);
    }

    @ExceptionHandler(NoResourceFoundException.class)
    ModelAndView absent(Locale locale) {
        return page(HttpStatus.NOT_FOUND, messages.getMessage("platform.error.notFound", null, locale), null);
    }

    @ExceptionHandler({
        BindException.class,
        MethodArgumentTypeMismatchException.class,
        HandlerMethodValidationException.class,
        org.springframework.web.multipart.MultipartException.class,
        org.springframework.web.bind.MissingServletRequestParameterException.class
    })
    ModelAndView malformed(Locale locale) {
        return page(HttpStatus.BAD_REQUEST, messages.getMessage("platform.error.malformed", null, locale), null);
    }

    @ExceptionHandler
    ModelAndView failed(Exception failure, HttpServletRequest request, Locale locale) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        log.error("Reference {}: {} {}", reference, request.getMethod(), request.getRequestURI(), failure);
        return page(
                HttpStatus.INTERNAL_SERVER_ERROR,
                messages.getMessage("platform.error.unexpected", new Object[] {reference}, locale),
                reference);
    }

    static ModelAndView page(HttpStatus status, String sentence, String reference) {
        ModelAndView view = new ModelAndView("platform/error", status);
        view.addAllObjects(Map.of("status", status.value(), "sentence", sentence));
        view.addObject("reference", reference);
        return view;
    }
}
