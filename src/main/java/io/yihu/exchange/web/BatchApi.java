package io.yihu.exchange.web;

import io.yihu.exchange.BatchQueries;
import io.yihu.exchange.BatchRow;
import io.yihu.exchange.FileReadingService;
import io.yihu.exchange.ImportService;
import io.yihu.exchange.ReceivedFile;
import io.yihu.exchange.RejectQueries;
import io.yihu.exchange.Spool;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.platform.Slice;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files in by HTTP: one call sends, others ask how it went. */
@RestController
@RequestMapping("/api/v1")
@RolesAllowed({Roles.API_CLIENT, Roles.SYSTEM_ADMIN, Roles.SUPERVISOR})
@RequiredArgsConstructor
class BatchApi {
    private static final int MOST = 1_000;
    private static final int LONGEST_KEY = 200;
    private final ImportService imports;
    private final BatchQueries batches;
    private final FileReadingService reading;
    private final Spool spool;

    @PostMapping(path = "/feeds/{feed}/batches", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Map<String, Object>> send(
            @PathVariable String feed,
            @RequestParam MultipartFile file,
            @RequestParam(required = false) String source,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestHeader(name = "Idempotency-Key", required = false) String key)
            throws IOException {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw Refusal.invalid("exchange.error.badKey", LONGEST_KEY);
        }
        Spool.Taken taken = spool.take(file.getInputStream());
        ReceivedFile received = new ReceivedFile(
                feed,
                taken.path(),
                FileName.of(file.getOriginalFilename()),
                taken.sha256(),
                taken.bytes(),
                source,
                ReceivedFile.Channel.API,
                key);
        ImportService.Receipt receipt = imports.receive(received, dryRun ? "CHECK" : "LOAD");
        BatchRow batch = receipt.batch();
        if (!receipt.known()) {
            imports.start(batch.id(), !dryRun);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("batch", batch.id());
        answer.put("state", batch.state());
        answer.put("known", receipt.known());
        answer.put("links", links(batch.id()));
        return ResponseEntity.status(HttpStatus.ACCEPTED).body(answer);
    }

    @GetMapping("/batches/{id}")
    Map<String, Object> batch(@PathVariable long id, Locale locale) {
        Map<String, Object> answer = batches.summary(batches.visible(id), locale);
        answer.put("links", links(id));
        return answer;
    }

    @GetMapping("/batches/{id}/rejects")
    Slice<RejectQueries.RejectRow> rejects(
            @PathVariable long id,
            @RequestParam(required = false) String reason,
            @RequestParam(required = false) Boolean warning,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) String after,
            Locale locale) {
        return reading.rejects(batches.visible(id), reason, warning, after, Math.max(1, Math.min(MOST, limit)), locale);
    }

    private static Map<String, String> links(long id) {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("self", "/api/v1/batches/" + id);
        links.put("rejects", "/api/v1/batches/" + id + "/rejects");
        links.put("page", "/exchange/batches/" + id);
        return links;
    }
}
