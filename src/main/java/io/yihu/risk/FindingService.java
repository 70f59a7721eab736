package io.yihu.risk;

import io.yihu.indicator.Evidence;
import io.yihu.indicator.IndicatorText;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Slice;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Looking at findings; every look at one taxpayer and every export leaves a trace. */
@Service
@RequiredArgsConstructor
public class FindingService {
    private static final int MOST_EXPORTED = 100_000;
    private static final String[] HEAD = {"level", "score", "subject", "taxId", "office", "period", "reasons", "hard"};
    private final FindingQueries findings;
    private final Evidence evidence;
    private final IndicatorText text;
    private final MessageSource messages;

    @Transactional(readOnly = true)
    public Slice<FindingRow> list(FindingFilter filter, String after, int limit) {
        return findings.list(filter, after, limit);
    }

    @Traced(value = "risk.finding.view", read = true)
    public FindingView view(long id) {
        FindingView view = findings.byId(id);
        Trail.object("finding", id);
        Trail.subject(view.subjectId());
        return view;
    }

    /** Rows behind one reason of a finding. */
    @Traced(value = "risk.evidence.view", read = true)
    public Evidence.Table evidence(long findingId, String code) {
        FindingView view = findings.byId(findingId);
        Trail.object("finding", findingId);
        Trail.subject(view.subjectId());
        Trail.note("indicator", code);
        return evidence.of(code, view.subjectId(), view.asOf());
    }

    /** Writes the findings of a filter as a workbook while they are read. */
    @Traced(value = "risk.finding.export", read = true)
    public void export(FindingFilter filter, OutputStream out) {
        Trail.object("finding", "list");
        filter.parts().forEach(Trail::note);
        int[] line = {1};
        try (Workbook book = new Workbook(out, "Yihu", "1.0")) {
            Worksheet sheet = book.newWorksheet(message("risk.findings.title"));
            for (int i = 0; i < HEAD.length; i++) {
                sheet.value(0, i, message("risk.export." + HEAD[i]));
            }
            findings.each(filter, MOST_EXPORTED, row -> write(sheet, line[0]++, row));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Trail.note("rows", line[0] - 1);
        Trail.note("by", CurrentActor.get().login());
    }

    private void write(Worksheet sheet, int line, FindingRow row) {
        sheet.value(line, 0, message("platform.level." + row.level()));
        sheet.value(line, 1, Math.round(row.score() * 100) / 100.0);
        sheet.value(line, 2, row.subjectName());
        sheet.value(line, 3, row.taxId());
        sheet.value(line, 4, row.officeName());
        sheet.value(line, 5, row.period().toString().substring(0, 7));
        sheet.value(
                line,
                6,
                row.codes().stream().map(code -> code + " " + text.title(code)).collect(Collectors.joining("；")));
        sheet.value(line, 7, message(row.hard() ? "indicator.yes" : "indicator.no"));
        if (line % 1_000 == 0) {
            flush(sheet);
        }
    }

    private static void flush(Worksheet sheet) {
        try {
            sheet.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String message(String key) {
        return messages.getMessage(key, null, LocaleContextHolder.getLocale());
    }
}
