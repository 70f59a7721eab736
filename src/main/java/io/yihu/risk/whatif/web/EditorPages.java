package io.yihu.risk.whatif.web;

import io.yihu.indicator.Definitions;
import io.yihu.indicator.IndicatorText;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.Level;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.DraftService;
import io.yihu.risk.model.ModelService;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.Problem;
import io.yihu.risk.model.SpecCheck;
import io.yihu.risk.whatif.FormEdit;
import io.yihu.risk.whatif.ModelForm;
import io.yihu.risk.whatif.Numbers;
import io.yihu.risk.whatif.Trial;
import io.yihu.risk.whatif.TrialReport;
import io.yihu.risk.whatif.TrialService;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The editor of a model: left what is typed, right what it would do, before anything is saved. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class EditorPages {
    private static final int USUAL_PERIODS = 3;
    private final ModelService models;
    private final DraftService drafts;
    private final TrialService trials;
    private final TrialReport reports;
    private final SpecCheck check;
    private final FormEdit edits;
    private final Definitions definitions;
    private final IndicatorText text;
    private final MessageSource messages;

    @GetMapping("/risk/versions/{id}/edit")
    String edit(@PathVariable long id, Model model) {
        ModelService.Version version = models.version(id);
        Long draft = version.state().equals("DRAFT") ? id : null;
        String note = draft == null ? "" : version.note();
        return show(version.modelCode(), draft, ModelForm.of(models.spec(id), note, text), model);
    }

    @PostMapping("/risk/models/{code}/edit")
    String act(
            @PathVariable String code,
            @RequestParam(required = false) Long draft,
            @RequestParam(name = "do") String action,
            @RequestParam(defaultValue = "3") int periods,
            HttpServletRequest request,
            Model model,
            Locale locale) {
        ModelForm form = ModelForm.of(request.getParameterMap());
        if (edits.apply(form, action, request.getParameterMap())) {
            return show(code, draft, form, model);
        }
        List<Problem> problems = new ArrayList<>();
        ModelSpec spec = form.spec(text, problems);
        if (problems.isEmpty()) {
            problems.addAll(check.problems(spec));
        }
        try {
            if (problems.isEmpty() && action.equals("try")) {
                return "redirect:/risk/trials/"
                        + trials.start(code, draft, spec, periods).id();
            }
            if (problems.isEmpty()) {
                return "redirect:/risk/versions/"
                        + drafts.save(code, draft, spec, form.head().get("note"));
            }
        } catch (Refusal refusal) {
            problems.add(new Problem(refusal.getMessage(), refusal.arguments()));
        }
        model.addAttribute("problems", words(problems, locale));
        return show(code, draft, form, model);
    }

    @GetMapping("/risk/trials/{id}")
    String trial(
            @PathVariable String id,
            @RequestParam(defaultValue = "MEDIUM") Level cut,
            @RequestParam(required = false) String cell,
            @RequestParam(required = false) String line,
            @RequestParam(required = false) String warn,
            @RequestParam(required = false) String high,
            Model model,
            Locale locale) {
        Trial trial = trials.find(id);
        model.addAttribute("trial", trial);
        model.addAttribute("cut", cut);
        if (trial.done() > 0) {
            model.addAttribute("report", reports.of(trial, cut));
            if (cell != null) {
                model.addAttribute("cell", cell);
                model.addAttribute("cases", reports.cases(trial, cell, cut));
            }
            slider(trial, line, warn, high, cut, model, locale);
        }
        return show(trial.modelCode(), trial.draftId(), ModelForm.of(trial.spec(), "", text), model);
    }

    @PostMapping("/risk/trials/{id}/stop")
    String stop(@PathVariable String id) {
        trials.stop(id);
        return "redirect:/risk/trials/" + id;
    }

    /** Counts with moved thresholds where no script does it; leads to an address that can be kept. */
    @PostMapping("/risk/trials/{id}/count")
    String count(
            @PathVariable String id,
            @RequestParam String line,
            @RequestParam(defaultValue = "") String warn,
            @RequestParam(defaultValue = "") String high,
            @RequestParam(defaultValue = "MEDIUM") Level cut) {
        return "redirect:"
                + UriComponentsBuilder.fromPath("/risk/trials/{id}")
                        .queryParam("line", "{line}")
                        .queryParam("warn", "{warn}")
                        .queryParam("high", "{high}")
                        .queryParam("cut", cut)
                        .fragment("effect")
                        .encode()
                        .buildAndExpand(id, line, warn, high)
                        .toUriString();
    }

    /** Takes a moved threshold over into the form and tries the whole model again. */
    @PostMapping("/risk/trials/{id}/adopt")
    String adopt(
            @PathVariable String id,
            @RequestParam String line,
            @RequestParam(defaultValue = "") String warn,
            @RequestParam(defaultValue = "") String high) {
        Trial trial = trials.find(id);
        ModelSpec.Line old = trial.spec().line(line);
        if (old == null) {
            throw Refusal.notFound();
        }
        Trial again = trials.start(
                trial.modelCode(),
                trial.draftId(),
                trial.spec()
                        .with(old.moved(SliderApi.number(warn, line, text), SliderApi.number(high, line, text), null)),
                trial.total());
        return "redirect:/risk/trials/" + again.id();
    }

    private void slider(Trial trial, String line, String warn, String high, Level cut, Model model, Locale locale) {
        ModelSpec.Line shown = line == null ? null : trial.spec().line(line);
        if (shown == null) {
            shown = firstChanged(trial);
        }
        if (shown == null) {
            return;
        }
        model.addAttribute("slide", shown);
        String unit = text.unit(shown.code());
        model.addAttribute("slideWarn", warn != null ? warn : Numbers.text(shown.warn(), unit));
        model.addAttribute("slideHigh", high != null ? high : Numbers.text(shown.high(), unit));
        if (line != null && !trial.running()) {
            try {
                model.addAttribute(
                        "moved",
                        trials.move(
                                trial.id(),
                                line,
                                SliderApi.number(warn, line, text),
                                SliderApi.number(high, line, text),
                                null,
                                cut));
            } catch (Refusal refusal) {
                model.addAttribute(
                        "problems", words(List.of(new Problem(refusal.getMessage(), refusal.arguments())), locale));
            }
        }
    }

    /** The line somebody most likely wants to move: the first that differs from the live one. */
    private ModelSpec.Line firstChanged(Trial trial) {
        List<ModelSpec.Line> lines = trial.spec().lines();
        ModelSpec live = models.live(trial.modelCode()).orElse(trial.spec());
        return lines.stream()
                .filter(line -> !line.equals(live.line(line.code())))
                .findFirst()
                .orElse(lines.isEmpty() ? null : lines.get(0));
    }

    private String show(String code, Long draft, ModelForm form, Model model) {
        model.addAttribute("code", code);
        model.addAttribute("draft", draft);
        model.addAttribute("form", form);
        model.addAttribute("live", live(code));
        model.addAttribute("indicators", definitions.indicators());
        model.addAttribute("items", CompiledModel.EVENT_ITEMS);
        model.addAttribute("usualPeriods", USUAL_PERIODS);
        return "risk/editor";
    }

    /** Lines of the version that judges now, by indicator; none for a model that has not begun. */
    private Map<String, ModelForm.FormLine> live(String code) {
        return models.live(code).map(spec -> ModelForm.of(spec, "", text).lines()).orElse(List.of()).stream()
                .collect(Collectors.toMap(line -> line.f().get("code"), Function.identity(), (a, b) -> a));
    }

    private List<String> words(List<Problem> problems, Locale locale) {
        return problems.stream()
                .distinct()
                .map(p -> messages.getMessage(p.key(), named(p.arguments(), locale), locale))
                .distinct()
                .toList();
    }

    /** Fields of the head are named by their label, indicators with their title. */
    private Object[] named(Object[] arguments, Locale locale) {
        Object[] named = arguments.clone();
        for (int i = 0; i < named.length; i++) {
            if (named[i] instanceof String word && word.startsWith("§")) {
                named[i] = messages.getMessage("risk.field." + word.substring(1), null, locale);
            } else if (named[i] instanceof String word
                    && definitions.indicator(word).isPresent()) {
                named[i] = word + " " + text.title(word);
            }
        }
        return named;
    }
}
