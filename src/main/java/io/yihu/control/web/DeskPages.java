package io.yihu.control.web;

import io.yihu.control.NoticeService;
import io.yihu.control.Notices;
import io.yihu.control.finding.ControlFindingQueries;
import io.yihu.control.finding.ControlFindingService;
import io.yihu.control.finding.SupervisionService;
import io.yihu.control.gate.RegisterQueries;
import io.yihu.control.scan.ControlMapQueries;
import io.yihu.control.scan.OneQueries;
import io.yihu.control.scan.ScanBook;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.YihuClock;
import io.yihu.task.TaskQueries;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The desk: findings from notice to close, supervision orders, and what concerns oneself this month. */
@Controller
@RolesAllowed({Roles.SUPERVISOR, Roles.OFFICER})
@RequiredArgsConstructor
class DeskPages {
    private static final int MOST = 200;
    private final ControlFindingQueries findings;
    private final ControlFindingService service;
    private final SupervisionService supervision;
    private final TaskQueries tasks;
    private final Notices notices;
    private final NoticeService noticeService;
    private final OneQueries ones;
    private final ControlMapQueries maps;
    private final RegisterQueries register;
    private final ScanBook book;
    private final Answers answers;
    private final YihuClock clock;

    @GetMapping("/control/findings")
    String list(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String indicator,
            @RequestParam(required = false) Long office,
            Model model,
            Locale locale) {
        common(model, locale);
        model.addAttribute("state", state);
        model.addAttribute("indicator", indicator);
        model.addAttribute("rows", findings.list(state, indicator, null, office, MOST));
        return "control/findings";
    }

    @GetMapping("/control/findings/{id}")
    String file(@PathVariable long id, Model model, Locale locale) {
        common(model, locale);
        ControlFindingQueries.Row row = findings.byId(id);
        Actor actor = CurrentActor.get();
        boolean concerned = row.officerId() == null
                ? actor.has(Roles.SUPERVISOR)
                : row.officerId().equals(actor.officerId());
        boolean judges = actor.has(Roles.SUPERVISOR)
                && !(row.officerId() != null && row.officerId().equals(actor.officerId()))
                && !actor.login().equals(row.explainedBy());
        model.addAttribute("row", row);
        model.addAttribute("steps", findings.steps(id));
        model.addAttribute("mayExplain", concerned && row.state().equals("NEW"));
        model.addAttribute("mayRectify", concerned && row.state().equals("RECTIFY"));
        model.addAttribute("mayJudge", judges && List.of("NEW", "EXPLAIN").contains(row.state()));
        model.addAttribute("mayClose", judges && row.state().equals("REVIEW"));
        return "control/finding";
    }

    @PostMapping("/control/findings/{id}/{command}")
    String command(
            @PathVariable long id,
            @PathVariable String command,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        Runnable act = switch (command) {
            case "explain" -> () -> service.explain(id, note);
            case "demand" -> () -> service.judge(id, true, note);
            case "accept" -> () -> service.judge(id, false, note);
            case "rectify" -> () -> service.rectify(id, note);
            case "close" -> () -> service.close(id, true, note);
            case "reopen" -> () -> service.close(id, false, note);
            default -> throw Refusal.notFound();
        };
        return answers.run(act, "control.done." + command, flash, locale, "/control/findings/" + id);
    }

    @GetMapping("/control/digest")
    String digest(Model model, Locale locale) {
        common(model, locale);
        Long me = CurrentActor.get().officerId();
        if (me == null) {
            throw Refusal.notFound();
        }
        LocalDate month = maps.latest().orElse(LocalDate.EPOCH);
        model.addAttribute("month", month);
        model.addAttribute("scanned", maps.latest().isPresent());
        model.addAttribute("one", ones.one("STAFF", me));
        model.addAttribute("figures", ones.figures(ones.one("STAFF", me), month));
        model.addAttribute("findings", findings.list("", "", me, null, 50));
        model.addAttribute("firings", register.firings("", "", me, null, Long.MAX_VALUE, 20));
        model.addAttribute(
                "orders",
                findings.orders(null, 50).stream()
                        .filter(order -> me.equals(order.officerId()))
                        .toList());
        model.addAttribute("notices", notices.own(30));
        return "control/digest";
    }

    @PostMapping("/control/notices/read")
    String read(RedirectAttributes flash, Locale locale) {
        return answers.run(noticeService::readAll, "control.done.read", flash, locale, "/control/digest");
    }

    @GetMapping("/control/supervision")
    String orders(Model model, Locale locale) {
        common(model, locale);
        model.addAttribute("rows", findings.orders(null, MOST));
        return "control/supervision";
    }

    @GetMapping("/control/supervision/new")
    @RolesAllowed(Roles.SUPERVISOR)
    String form(@RequestParam long task, Model model, Locale locale) {
        common(model, locale);
        model.addAttribute("task", tasks.task(task).orElseThrow(Refusal::notFound));
        model.addAttribute("kinds", SupervisionService.KINDS);
        return "control/order";
    }

    @PostMapping("/control/supervision")
    @RolesAllowed(Roles.SUPERVISOR)
    String issue(
            @RequestParam long task,
            @RequestParam String kind,
            @RequestParam String note,
            RedirectAttributes flash,
            Locale locale) {
        return answers.run(
                () -> supervision.issue(task, kind, note), "control.done.issue", flash, locale, "/control/supervision");
    }

    @PostMapping("/control/supervision/{id}/{command}")
    String order(
            @PathVariable long id,
            @PathVariable String command,
            @RequestParam(defaultValue = "") String note,
            RedirectAttributes flash,
            Locale locale) {
        Runnable act = switch (command) {
            case "answer" -> () -> supervision.answer(id, note);
            case "lift" -> () -> supervision.lift(id, note);
            default -> throw Refusal.notFound();
        };
        return answers.run(act, "control.done." + command, flash, locale, "/control/supervision");
    }

    private void common(Model model, Locale locale) {
        model.addAttribute("book", book);
        model.addAttribute("language", locale);
        model.addAttribute("today", LocalDate.ofInstant(clock.instant(), YihuClock.CHINA));
        model.addAttribute("leads", CurrentActor.get().has(Roles.SUPERVISOR));
        model.addAttribute("me", CurrentActor.get().officerId());
    }
}
