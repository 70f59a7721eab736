package io.yihu.dossier.export;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import io.yihu.dossier.PaperQueries;
import io.yihu.dossier.PersonFileQueries;
import io.yihu.dossier.SourceQueries;
import io.yihu.dossier.SubjectFileQueries;
import io.yihu.dossier.SubjectHead;
import io.yihu.dossier.TimelineEvent;
import io.yihu.dossier.TimelineQueries;
import io.yihu.platform.YihuClock;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.util.Matrix;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.expression.ThymeleafEvaluationContext;

/** A taxpayer's file as a document for the case folder, with its Chinese font inside and the watermark on every page. */
@Component
@RequiredArgsConstructor
class FileDocument {
    static final String FONT = "/fonts/NotoSansSC-Regular.ttf";
    private static final String FAMILY = "Noto Sans SC";
    private static final int EVENTS = 120;
    private static final int MARKS = 40;
    private final SpringTemplateEngine templates;
    private final ApplicationContext application;
    private final SubjectFileQueries subjects;
    private final PersonFileQueries persons;
    private final PaperQueries papers;
    private final TimelineQueries timeline;
    private final SourceQueries sources;
    private final YihuClock clock;

    /** Returns the number of pages. */
    long write(Export export, SubjectHead subject, Watermark mark, OutputStream out) throws IOException {
        PdfRendererBuilder builder = new PdfRendererBuilder();
        for (int weight : new int[] {400, 700}) {
            builder.useFont(FileDocument::font, FAMILY, weight, FontStyle.NORMAL, true);
        }
        builder.withHtmlContent(html(export, subject, mark), null);
        builder.toStream(out);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            stamp(document, mark);
            document.save(out);
            return document.getNumberOfPages();
        }
    }

    private static InputStream font() {
        return FileDocument.class.getResourceAsStream(FONT);
    }

    private static String css() {
        try (InputStream stream = FileDocument.class.getResourceAsStream("/static/dossier/case-folder.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String html(Export export, SubjectHead subject, Watermark mark) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), YihuClock.CHINA);
        Context context = new Context(Locale.forLanguageTag(export.language()));
        context.setVariable(
                ThymeleafEvaluationContext.THYMELEAF_EVALUATION_CONTEXT_CONTEXT_VARIABLE_NAME,
                new ThymeleafEvaluationContext(application, null));
        long id = subject.id();
        var range = timeline.range(id, null, null);
        context.setVariable("css", css());
        context.setVariable("export", export);
        context.setVariable("subject", subject);
        context.setVariable("mark", mark.text());
        context.setVariable("registrations", subjects.registrations(id));
        context.setVariable("roles", persons.roles(id, null));
        List<TimelineQueries.Month> months = timeline.curve(id, range);
        context.setVariable("months", months);
        context.setVariable("picture", picture(id, range, months, context.getLocale()));
        context.setVariable(
                "events",
                timeline.events(id, null, null, TimelineQueries.MILESTONES, null, EVENTS)
                        .rows());
        context.setVariable("findings", papers.findings(id, today));
        context.setVariable("matters", papers.matters(id, today));
        context.setVariable("quotas", papers.quotas(id, today));
        context.setVariable("returns", papers.returns(id, today));
        context.setVariable("sources", sources.of(id, today));
        return templates.process("dossier/case-folder", context);
    }

    /** Drawn like the curve on the screen, with the changes on it. */
    private String picture(long id, TimelineQueries.Range range, List<TimelineQueries.Month> months, Locale locale) {
        List<CurvePicture.Mark> marks = timeline
                .events(
                        id,
                        range.from(),
                        range.to().plusMonths(1).minusDays(1),
                        List.of("CHANGE", "STATUS_CHANGE"),
                        null,
                        MARKS)
                .rows()
                .stream()
                .sorted(Comparator.comparing(TimelineEvent::day))
                .map(event -> new CurvePicture.Mark(
                        event.day(), text("dossier.item." + event.item(), locale) + " " + event.day()))
                .toList();
        List<CurvePicture.Line> lines = List.of(
                new CurvePicture.Line(
                        text("dossier.out", locale), TimelineQueries.Month::outAmt, new Color(0x1f4e8c), null),
                new CurvePicture.Line(
                        text("dossier.in", locale), TimelineQueries.Month::inAmt, new Color(0x0f766e), new float[] {
                            18, 10
                        }),
                new CurvePicture.Line(
                        text("dossier.declared", locale),
                        TimelineQueries.Month::declared,
                        new Color(0x666666),
                        new float[] {4, 8}));
        return CurvePicture.dataUri(months, lines, marks, text("dossier.wan", locale));
    }

    private String text(String key, Locale locale) {
        return application.getMessage(key, null, locale);
    }

    private static void stamp(PDDocument document, Watermark mark) throws IOException {
        try (InputStream stream = font()) {
            PDType0Font font = PDType0Font.load(document, stream, true);
            PDExtendedGraphicsState faint = new PDExtendedGraphicsState();
            faint.setNonStrokingAlphaConstant(0.10f);
            for (PDPage page : document.getPages()) {
                try (PDPageContentStream content =
                        new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
                    content.setGraphicsStateParameters(faint);
                    content.setFont(font, 26);
                    for (int line = 0; line < 3; line++) {
                        content.beginText();
                        content.setTextMatrix(Matrix.getRotateInstance(Math.toRadians(32), 70, 120 + line * 240f));
                        content.showText(mark.text());
                        content.endText();
                    }
                }
            }
        }
    }
}
