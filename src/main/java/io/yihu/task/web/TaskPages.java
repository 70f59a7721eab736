package io.yihu.task.web;

import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.CaseTurnService;
import io.yihu.task.ConsentService;
import io.yihu.task.DeadlineService;
import io.yihu.task.DispatchService;
import io.yihu.task.EvidenceService;
import io.yihu.task.OfficerLookup;
import io.yihu.task.OrderService;
import io.yihu.task.StepResult;
import io.yihu.task.TaskService;
import io.yihu.task.TaskState;
import io.yihu.task.help.HelpService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of one task and every command a person can give on it; a refused form comes back with what was typed. */
@Controller
@RequiredArgsConstructor
@RolesAllowed({Roles.OFFICER, Roles.SUPERVISOR, Roles.GRID_ADMIN})
class TaskPages {
    private static final Set<String> VERDICTS = Set.of("approve", "return", "answer");
    private final TaskView view;
    private final TaskService service;
    private final DeadlineService deadlines;
    private final ConsentService consents;
    private final DispatchService dispatch;
    private final OrderService orders;
    private final CaseTurnService turns;
    private final OfficerLookup lookup;
    private final HelpService help;
    private final EvidenceService evidence;
    private final MessageSource messages;

    @GetMapping("/task/tasks/{id}")
    String file(@PathVariable long id, Model model) {
        return view.show(id, model);
    }

    @PostMapping("/task/tasks/{id}/{command}")
    String command(
            @PathVariable long id,
            @PathVariable String command,
            @RequestParam Map<String, String> typed,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale) {
        try {
            run(id, command, typed);
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404 || refusal.asksReason()) {
                throw refusal;
            }
            response.setStatus(refusal.status().value());
            model.addAttribute("problems", List.of(text(refusal, locale)));
            model.addAttribute("typed", typed);
            return view.show(id, model);
        }
        flash.addFlashAttribute("notice", messages.getMessage("task.done." + command, null, locale));
        return "redirect:" + (VERDICTS.contains(command) ? "/task/approvals" : "/task/tasks/" + id);
    }

    private void run(long id, String command, Map<String, String> typed) {
        String note = typed.get("note");
        switch (command) {
            case "accept" -> service.accept(id);
            case "step" -> service.completeStep(id, typed.getOrDefault("step", ""), step(typed));
            case "wait" -> pause(id, typed.get("waiting"), note);
            case "answer" -> consents.answer(id, "true".equals(typed.get("granted")), note);
            case "resume" -> service.resume(id);
            case "submit" -> service.submit(id, FeedbackForm.feedback(typed));
            case "give-back" -> service.giveBack(id, note);
            case "approve" -> service.approve(id, note);
            case "return" -> service.sendBack(id, note);
            case "transfer" -> service.transfer(id, number(typed.get("officer"), "task.refused.officer"), note);
            case "cancel" -> service.cancel(id, note);
            case "suspend" -> deadlines.suspend(id, note);
            case "release" -> deadlines.release(id, note);
            case "split" -> orders.split(id, note);
            case "join" -> orders.join(id, number(typed.get("other"), "task.refused.orderOther"), note);
            case "dispatch" -> dispatch.dispatchOne(id);
            case "withdraw" -> turns.withdraw(id, note);
            case "team" -> turns.join(id, lookup.officer(typed.getOrDefault("staffNo", "")), typed.get("kind"), note);
            case "help" -> help.ask(id, typed.get("topic"), note);
            case "leave" -> turns.leave(id, number(typed.get("officer"), "task.refused.officer"), note);
            case "extend" -> deadlines.extend(id, days(typed.get("days")), note);
            default -> throw Refusal.notFound();
        }
    }

    @PostMapping("/task/tasks/{id}/evidence")
    @RolesAllowed(Roles.OFFICER)
    String upload(
            @PathVariable long id,
            @RequestParam MultipartFile file,
            Model model,
            RedirectAttributes flash,
            HttpServletResponse response,
            Locale locale)
            throws IOException {
        try {
            evidence.add(id, file.getOriginalFilename(), bytes(file));
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404) {
                throw refusal;
            }
            response.setStatus(refusal.status().value());
            model.addAttribute("problems", List.of(text(refusal, locale)));
            return view.show(id, model);
        }
        flash.addFlashAttribute("notice", messages.getMessage("task.done.evidence", null, locale));
        return "redirect:/task/tasks/" + id + "#evidence";
    }

    @GetMapping("/task/tasks/{id}/evidence/{file}")
    ResponseEntity<byte[]> download(@PathVariable long id, @PathVariable long file) {
        EvidenceService.Content content = evidence.read(id, file);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(content.mediaType()))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(content.fileName(), java.nio.charset.StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(content.bytes());
    }

    /** A file over the limit is refused by its size before its bytes are read. */
    private static byte[] bytes(MultipartFile file) throws IOException {
        if (file.getSize() > EvidenceService.LARGEST) {
            throw Refusal.invalid("task.refused.evidenceSize", EvidenceService.LARGEST / 1024 / 1024);
        }
        return file.getBytes();
    }

    private static StepResult step(Map<String, String> typed) {
        String companion = typed.getOrDefault("companion", "");
        String on = typed.getOrDefault("occurredOn", "");
        String next = typed.getOrDefault("nextOfficer", "");
        try {
            return new StepResult(
                    typed.get("outcome"),
                    typed.get("note"),
                    companion.isBlank() ? null : number(companion, "task.refused.companion"),
                    on.isBlank() ? null : LocalDate.parse(on),
                    next.isBlank() ? null : number(next, "task.refused.nextOfficer"));
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("task.refused.date");
        }
    }

    private void pause(long id, String waiting, String note) {
        if ("WAIT_APPROVAL".equals(waiting)) {
            consents.ask(id, note);
        } else {
            service.pause(id, "WAIT_REGION".equals(waiting) ? TaskState.WAIT_REGION : TaskState.WAIT_TAXPAYER, note);
        }
    }

    /** What is no number is no number of days: the service says which it takes. */
    private static int days(String typed) {
        return typed != null && typed.matches("\\d{1,3}") ? Integer.parseInt(typed) : 0;
    }

    private static long number(String typed, String key) {
        if (typed == null || !typed.matches("\\d{1,18}")) {
            throw Refusal.invalid(key);
        }
        return Long.parseLong(typed);
    }

    private String text(Refusal refusal, Locale locale) {
        return messages.getMessage(refusal.getMessage(), TaskWords.arguments(refusal, messages, locale), locale);
    }
}
