package io.yihu.exchange.web;

import io.yihu.exchange.BatchQueries;
import io.yihu.exchange.BatchRow;
import io.yihu.exchange.Feeds;
import io.yihu.exchange.FileReadingService;
import io.yihu.exchange.ImportService;
import io.yihu.exchange.ReceivedFile;
import io.yihu.exchange.Spool;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Jobs;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import lombok.RequiredArgsConstructor;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** From upload over preview and dry run to the report, batch by batch. */
@Controller
@RolesAllowed({Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
@RequiredArgsConstructor
class BatchPage {
    static final List<String> STATES = List.of(
            "RECEIVED", "STAGING", "CHECKED", "MERGING", "DONE", "DONE_WITH_REJECTS", "REFUSED", "FAILED", "DISCARDED");
    private static final int PAGE = 50;
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private final BatchQueries batches;
    private final FileReadingService reading;
    private final ImportService imports;
    private final Feeds feeds;
    private final Spool spool;
    private final Jobs jobs;
    private final MessageSource messages;

    @GetMapping("/exchange/batches")
    String list(
            @RequestParam(defaultValue = "") String feed,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(required = false) Long after,
            Model model) {
        model.addAttribute("page", batches.list(feed, state, after, PAGE));
        model.addAttribute("feed", feed);
        model.addAttribute("state", state);
        model.addAttribute("states", STATES);
        model.addAttribute("schemas", feeds.schemas());
        model.addAttribute("definitions", feeds.definitions());
        Set<String> sendable = new HashSet<>();
        CurrentActor.get().roles().forEach(role -> sendable.addAll(feeds.importable(role)));
        model.addAttribute("sendable", sendable);
        return "exchange/batches";
    }

    @PostMapping("/exchange/batches")
    String upload(
            @RequestParam String feed, @RequestParam MultipartFile file, @RequestParam(defaultValue = "") String source)
            throws IOException {
        if (file.isEmpty()) {
            throw Refusal.invalid("exchange.refused.empty");
        }
        Spool.Taken taken = spool.take(file.getInputStream());
        ReceivedFile received = new ReceivedFile(
                feed,
                taken.path(),
                FileName.of(file.getOriginalFilename()),
                taken.sha256(),
                taken.bytes(),
                source.isBlank() ? null : source.strip(),
                ReceivedFile.Channel.PAGE,
                null);
        return "redirect:/exchange/batches/"
                + imports.receive(received, "NOTHING").batch().id();
    }

    @GetMapping("/exchange/batches/{id}")
    String show(@PathVariable long id, Locale locale, Model model) {
        BatchRow batch = batches.report(id);
        boolean mine = batches.rowsVisible(batch);
        model.addAttribute("mine", mine);
        model.addAttribute("batch", batch);
        model.addAttribute("mapping", mapping(batch, locale));
        model.addAttribute("why", batches.why(batch, locale));
        model.addAttribute("reasons", batches.reasons(id));
        model.addAttribute("slices", batches.slices(id));
        model.addAttribute("earlier", batches.earlierLoad(batch));
        model.addAttribute(
                "job", batch.jobId() == null ? null : jobs.find(batch.jobId()).orElse(null));
        boolean untouched = batch.state().equals("RECEIVED") && batch.wanted().equals("NOTHING");
        boolean waiting = mine && untouched;
        model.addAttribute("waiting", waiting);
        model.addAttribute("working", !batch.finished() && !untouched && !batch.dryRunDone());
        if (mine && (waiting || batch.dryRunDone())) {
            model.addAttribute("shown", reading.preview(batch, locale));
        }
        return "exchange/batch";
    }

    /** What the file is read by, in words: the feed itself or the title of a definition with its version. */
    private String mapping(BatchRow batch, Locale locale) {
        String plain = messages.getMessage("exchange.feed." + batch.mapping(), null, batch.mapping(), locale);
        return feeds.source(batch.definition() == null ? "" : batch.definition(), batch.definitionVersion())
                .map(Feeds.Source::definition)
                .map(found -> (locale.getLanguage().equals("en") ? found.titleEn() : found.titleZh()) + " · " + plain)
                .orElse(plain);
    }

    @PostMapping("/exchange/batches/{id}/start")
    String start(@PathVariable long id, @RequestParam boolean load) {
        batches.visible(id);
        imports.start(id, load);
        return "redirect:/exchange/batches/" + id;
    }

    @PostMapping("/exchange/batches/{id}/discard")
    String discard(@PathVariable long id) {
        batches.visible(id);
        imports.discard(id);
        return "redirect:/exchange/batches";
    }

    @GetMapping("/exchange/batches/{id}/rejects")
    String rejects(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(required = false) Boolean warning,
            @RequestParam(required = false) String after,
            Locale locale,
            Model model) {
        BatchRow batch = batches.visible(id);
        model.addAttribute("batch", batch);
        model.addAttribute("reasons", batches.reasons(id));
        model.addAttribute("reason", reason);
        model.addAttribute("warning", warning);
        model.addAttribute("page", reading.rejects(batch, reason, warning, after, PAGE, locale));
        return "exchange/rejects";
    }

    @GetMapping("/exchange/batches/{id}/rejects.xlsx")
    void workbook(@PathVariable long id, Locale locale, HttpServletResponse response) throws IOException {
        BatchRow batch = batches.visible(id);
        response.setContentType(XLSX);
        response.setHeader(
                "Content-Disposition",
                ContentDisposition.attachment()
                        .filename("batch-" + id + "-rejects.xlsx")
                        .build()
                        .toString());
        reading.workbook(batch, locale, response.getOutputStream());
    }

    /** One record as it was sent: where a row of a register came from. */
    @GetMapping("/exchange/batches/{id}/lines/{line}")
    String line(@PathVariable long id, @PathVariable long line, Model model) {
        model.addAttribute("origin", reading.line(batches.visible(id), line));
        return "exchange/line";
    }
}
