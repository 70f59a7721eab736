package io.yihu.risk.model.web;

import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.risk.model.CompiledModel;
import io.yihu.risk.model.DraftService;
import io.yihu.risk.model.GovernanceService;
import io.yihu.risk.model.ModelService;
import io.yihu.risk.model.ModelSpec;
import io.yihu.risk.model.ProvinceQueries;
import io.yihu.risk.model.SpecDiff;
import io.yihu.risk.quality.QualityService;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Models, their versions, what changed, and who agreed; for the model role only. */
@Controller
@RequiredArgsConstructor
@RolesAllowed(Roles.MODEL_ADMIN)
class ModelPages {
    private final ModelService models;
    private final DraftService drafts;
    private final GovernanceService governance;
    private final QualityService quality;
    private final SpecDiff diff;
    private final ProvinceQueries provinces;
    private final MessageSource messages;

    @GetMapping("/risk/models")
    String list(
            @RequestParam(required = false) Long version, @RequestParam(defaultValue = "") String period, Model model) {
        var versions = models.versions();
        var shown = versions.stream()
                .filter(v -> version == null
                        ? v.state().equals("PUBLISHED") && v.baseCode() == null && v.industryCode() == null
                        : v.id() == version)
                .findFirst()
                .orElseThrow(Refusal::notFound);
        model.addAttribute("versions", versions);
        model.addAttribute("shown", shown);
        var lines = models.lines(shown.id());
        LocalDate month = QualityService.month(period);
        List<QualityService.Row> rows = quality.rows(month);
        model.addAttribute("lines", lines);
        model.addAttribute("periods", quality.periods());
        model.addAttribute("period", month);
        model.addAttribute(
                "quality", rows.stream().collect(Collectors.toMap(QualityService.Row::code, Function.identity())));
        model.addAttribute(
                "rules",
                rows.stream()
                        .filter(row -> row.code().startsWith(CompiledModel.RULE))
                        .toList());
        model.addAttribute("provinces", provinces.provinces());
        return "risk/models";
    }

    @GetMapping("/risk/versions/{id}")
    String one(@PathVariable long id, @RequestParam(required = false) Long against, Model model) {
        var version = models.version(id);
        Long other = against == null ? version.basedOn() : against;
        ModelSpec spec = models.spec(id);
        model.addAttribute("version", version);
        model.addAttribute("against", other == null ? null : models.version(other));
        model.addAttribute("changes", diff.of(other == null ? null : models.spec(other), spec));
        model.addAttribute("approvals", governance.approvals(id));
        model.addAttribute("needed", governance.approvalsNeeded(version.modelCode()));
        model.addAttribute("mine", mine(version));
        model.addAttribute(
                "others",
                models.versions().stream()
                        .filter(v -> v.modelCode().equals(version.modelCode()) && v.id() != id)
                        .toList());
        return "risk/version";
    }

    @PostMapping("/risk/versions/{id}/{act}")
    String act(
            @PathVariable long id,
            @PathVariable String act,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(defaultValue = "") String goLive,
            RedirectAttributes flash,
            Locale locale) {
        return tried(flash, locale, "/risk/versions/" + id, () -> {
            switch (act) {
                case "submit" -> governance.submit(id, day(goLive));
                case "approve" -> governance.approve(id, note);
                case "reject" -> governance.reject(id, note);
                case "withdraw" -> governance.withdraw(id);
                case "discard" -> {
                    drafts.discard(id);
                    return "/risk/models";
                }
                default -> throw Refusal.notFound();
            }
            return "/risk/versions/" + id;
        });
    }

    @PostMapping("/risk/models")
    String open(
            @RequestParam String code,
            @RequestParam String title,
            @RequestParam(defaultValue = "") String industry,
            @RequestParam(required = false) Long office,
            RedirectAttributes flash,
            Locale locale) {
        return tried(flash, locale, "/risk/models", () -> {
            drafts.open(new DraftService.NewModel(
                    code.strip(), title.strip(), industry.isBlank() ? null : industry.strip(), office));
            return "/risk/models";
        });
    }

    @PostMapping("/risk/models/{code}/import")
    String take(@PathVariable String code, @RequestParam String document, RedirectAttributes flash, Locale locale) {
        return tried(flash, locale, "/risk/models", () -> "/risk/versions/" + drafts.importSpec(code, document));
    }

    @PostMapping("/risk/models/{code}/retire")
    String retire(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        return tried(flash, locale, "/risk/models", () -> "/risk/versions/" + drafts.retire(code, reason));
    }

    @GetMapping("/risk/versions/{id}.json")
    ResponseEntity<ModelSpec> document(@PathVariable long id) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header("Content-Disposition", "attachment; filename=\"model-" + id + ".json\"")
                .body(models.spec(id));
    }

    private static boolean mine(ModelService.Version version) {
        String me = CurrentActor.get().login();
        return me.equals(version.createdBy())
                || me.equals(version.submittedBy())
                || List.of(version.editors().split(" ")).contains(me);
    }

    private static LocalDate day(String typed) {
        try {
            return typed.isBlank() ? null : LocalDate.parse(typed.strip());
        } catch (DateTimeParseException e) {
            throw Refusal.invalid("risk.model.badDay", typed);
        }
    }

    private String tried(RedirectAttributes flash, Locale locale, String back, Supplier<String> work) {
        try {
            return "redirect:" + work.get();
        } catch (Refusal refusal) {
            if (refusal.status().value() == 404) {
                throw refusal;
            }
            flash.addFlashAttribute(
                    "problems", List.of(messages.getMessage(refusal.getMessage(), refusal.arguments(), locale)));
            return "redirect:" + back;
        }
    }
}
