package io.yihu.exchange.web;

import io.yihu.exchange.BatchQueries;
import io.yihu.exchange.BatchRow;
import io.yihu.exchange.DefinitionForm;
import io.yihu.exchange.DefinitionService;
import io.yihu.exchange.FeedColumn;
import io.yihu.exchange.FeedSchema;
import io.yihu.exchange.FeedTemplate;
import io.yihu.exchange.Feeds;
import io.yihu.exchange.PreviewQueries;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Canonical feeds and definitions: what may be sent, how other files are mapped, with the effect shown while writing. */
@Controller
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
@RequiredArgsConstructor
class FeedPage {
    private final Feeds feeds;
    private final DefinitionService definitions;
    private final BatchQueries batches;
    private final PreviewQueries previews;
    private final DefinitionForm form;
    private final FeedTemplate templates;

    @GetMapping("/exchange/feeds")
    String list(Model model) {
        model.addAttribute("schemas", feeds.schemas());
        model.addAttribute("definitions", feeds.definitions());
        return "exchange/feeds";
    }

    @GetMapping("/exchange/feeds/{feed}")
    String feed(@PathVariable String feed, Model model) {
        model.addAttribute("schema", schema(feed));
        return "exchange/feed";
    }

    /** An empty file with the right first line. */
    @GetMapping("/exchange/feeds/{feed}/template.csv")
    ResponseEntity<byte[]> template(@PathVariable String feed) {
        String header = schema(feed).columns().stream()
                .map(FeedColumn::name)
                .collect(Collectors.joining(",", "\uFEFF", "\r\n"));
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(feed + ".csv")
                                .build()
                                .toString())
                .body(header.getBytes(StandardCharsets.UTF_8));
    }

    /** The same as a workbook, with a sheet that explains the columns. */
    @GetMapping("/exchange/feeds/{feed}/template.xlsx")
    ResponseEntity<byte[]> workbook(@PathVariable String feed, Locale locale) {
        return ResponseEntity.ok()
                .contentType(
                        MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                .header(
                        "Content-Disposition",
                        ContentDisposition.attachment()
                                .filename(feed + ".xlsx")
                                .build()
                                .toString())
                .body(templates.workbook(schema(feed), locale));
    }

    /** A definition to read, or to change; {@code batch} is a received file to try it on. */
    @GetMapping("/exchange/definitions")
    String edit(
            @RequestParam(required = false) String code,
            @RequestParam(required = false) String feed,
            @RequestParam(required = false) Long batch,
            Locale locale,
            Model model) {
        BatchRow sample = batch == null ? null : batches.visible(batch);
        String yaml = code == null
                ? definitions.draft(
                        feed == null ? feeds.schemas().get(0).feed() : feed,
                        sample == null ? List.of() : previews.header(sample))
                : feeds.source(code, null).orElseThrow(Refusal::notFound).yaml();
        return editor(yaml, null, sample, locale, model);
    }

    /** The effect of what is not saved yet, text or form. */
    @PostMapping("/exchange/definitions/preview")
    String preview(
            @RequestParam Map<String, String> fields,
            @RequestParam String yaml,
            @RequestParam(required = false) String rendered,
            @RequestParam(required = false) Long batch,
            @RequestParam(defaultValue = "") String addFeed,
            Locale locale,
            Model model) {
        String meant = form.merge(yaml, rendered, fields);
        return editor(
                addFeed.isEmpty() ? meant : form.withFeed(meant, addFeed),
                null,
                batch == null ? null : batches.visible(batch),
                locale,
                model);
    }

    @PostMapping("/exchange/definitions")
    String save(
            @RequestParam Map<String, String> fields,
            @RequestParam("yaml") String typed,
            @RequestParam(required = false) String rendered,
            @RequestParam(defaultValue = "") String note,
            @RequestParam(required = false) Long batch,
            Locale locale,
            Model model) {
        String yaml = form.merge(typed, rendered, fields);
        try {
            String code = definitions.save(yaml, note, locale);
            return "redirect:/exchange/definitions?code=" + code + (batch == null ? "" : "&batch=" + batch);
        } catch (Refusal refusal) {
            return editor(yaml, refusal, batch == null ? null : batches.visible(batch), locale, model);
        }
    }

    private String editor(String yaml, Refusal refusal, BatchRow sample, Locale locale, Model model) {
        model.addAttribute("yaml", yaml);
        model.addAttribute("refusal", refusal);
        model.addAttribute("sample", sample);
        model.addAttribute("samples", batches.list("", "", null, 30).rows());
        model.addAttribute("schemas", feeds.schemas());
        model.addAttribute("parts", form.read(yaml));
        model.addAttribute("header", sample == null ? List.of() : previews.header(sample));
        if (sample != null) {
            model.addAttribute("shown", previews.of(sample, yaml, locale));
        }
        return "exchange/definition";
    }

    private FeedSchema schema(String feed) {
        return feeds.load(feed).orElseThrow(Refusal::notFound).schema();
    }
}
