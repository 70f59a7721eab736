package io.yihu.dossier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.yihu.platform.JobContext;
import io.yihu.support.FileWorld;
import io.yihu.support.YihuIT;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Exports: asked for with a purpose, made with the asker's rights, marked on every sheet and page, gone when their time is over. */
@YihuIT
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportIT {
    @Autowired
    FileWorld world;

    @Autowired
    MockMvc mvc;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ExportJob job;

    @Autowired
    ExportStore store;

    long firm;

    @BeforeAll
    void feed() {
        world.build();
        firm = world.subject(FileWorld.FIRM);
    }

    /** As the scheduler would run it. */
    private record Alone(String parameters) implements JobContext {
        @Override
        public long id() {
            return 0;
        }

        @Override
        public void progress(long done, long total, String phrase) {}

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    private long ask(String login, String kind, Long subject, String note, int expected) throws Exception {
        var request = post("/exports").with(user(login)).with(csrf());
        request.param("kind", kind).param("purpose", "TASK").param("note", note);
        if (subject != null) {
            request.param("target", subject.toString());
        }
        mvc.perform(request).andExpect(status().is(expected));
        return expected != 302
                ? 0
                : jdbc.sql("select max(id) from dossier.export")
                        .query(Long.class)
                        .single();
    }

    private byte[] made(String login, String kind, Long subject) throws Exception {
        long id = ask(login, kind, subject, "事项 4711", 302);
        mvc.perform(get("/exports").with(user(login))).andExpect(status().isOk());
        job.run(new Alone("{\"export\":" + id + "}"));
        assertThat(store.find(id).orElseThrow().state()).isEqualTo("DONE");
        mvc.perform(get("/exports/" + id + "/file").with(user("chen.other"))).andExpect(status().isNotFound());
        return mvc.perform(get("/exports/" + id + "/file").with(user(login)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
    }

    @Test
    void theCaseFolderHoldsTheFileInChineseAndItsReaderOnEveryPage() throws Exception {
        try (PDDocument pdf = Loader.loadPDF(made("li.officer", "FILE_PDF", firm))) {
            String text = new PDFTextStripper().getText(pdf);
            assertThat(text).contains(FileWorld.FIRM, "91330106MA0000001A", "孙新人", "820.00", "法定代表人变更", "事项 4711");
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                PDFTextStripper one = new PDFTextStripper();
                one.setStartPage(page);
                one.setEndPage(page);
                assertThat(one.getText(pdf)).as("page " + page).contains("李四海 S001");
            }
            long pictures = 0;
            for (PDPage page : pdf.getPages()) {
                for (COSName name : page.getResources().getXObjectNames()) {
                    pictures += page.getResources().isImageXObject(name) ? 1 : 0;
                }
            }
            assertThat(pictures).as("the curve is drawn").isEqualTo(1);
            for (PDPage page : pdf.getPages()) {
                page.getResources().getFontNames().forEach(name -> {
                    try {
                        assertThat(page.getResources().getFont(name).isEmbedded())
                                .isTrue();
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
            }
        }
        assertThat(jdbc.sql(
                                "select string_agg(distinct action, ' ' order by action) from trail.action where action like 'dossier.export.%'")
                        .query(String.class)
                        .single())
                .isEqualTo("dossier.export.download dossier.export.request");
    }

    @Test
    void theWorkbookHasEverySheetWordsForCodesAndTheMark() throws Exception {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(made("li.officer", "FILE_XLSX", firm)))) {
            List<String> names = new ArrayList<>();
            for (Sheet sheet : book) {
                names.add(sheet.getSheetName());
                assertThat(sheet.getRow(0).getCell(0).getStringCellValue()).contains("李四海 S001");
                assertThat(sheet.getHeader().getRight()).contains("李四海 S001");
            }
            assertThat(names).contains("登记信息", "发票", "上下游", "海关报关");
            Sheet invoices = book.getSheet("发票");
            assertThat(invoices.getLastRowNum())
                    .isEqualTo(
                            1 + jdbc.sql("""
                            select count(*)::int from invoice.invoice i join taxpayer.party p on p.id = i.party_id where p.subject_id = ?""").param(firm).query(Integer.class).single());
            assertThat(invoices.getRow(2).getCell(0).getStringCellValue()).isIn("开具", "取得");
        }
    }

    @Test
    void aListHoldsTheAskersAreaOnly() throws Exception {
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(made("li.officer", "SUBJECTS", null)))) {
            List<String> names = new ArrayList<>();
            book.getSheetAt(0).forEach(row -> names.add(row.getCell(0).getStringCellValue()));
            assertThat(names).contains(FileWorld.FIRM).doesNotContain(FileWorld.NEIGHBOUR);
        }
    }

    @Test
    void personOfficeAndOfficerLeaveTheHouseTheSameWay() throws Exception {
        try (XSSFWorkbook book =
                new XSSFWorkbook(new ByteArrayInputStream(made("li.officer", "PERSON", world.person("P2"))))) {
            assertThat(book.getSheetAt(0).getRow(2).getCell(0).getStringCellValue())
                    .isIn(FileWorld.FIRM, FileWorld.NEIGHBOUR);
        }
        made("li.officer", "OFFICE", world.office("13301060001"));
        made("li.officer", "STAFF", world.officer("S001"));
        ask("li.officer", "OFFICE", world.office("13301080001"), "事项 4711", 404);
        ask("li.officer", "STAFF", world.officer("S002"), "事项 4711", 404);
    }

    @Test
    void withoutPurposeRightOrTimeThereIsNoFile() throws Exception {
        ask("li.officer", "FILE_PDF", firm, "x", 422);
        ask("li.officer", "EVERYTHING", null, "事项 4711", 422);
        ask("chen.other", "FILE_PDF", firm, "事项 4711", 404);
        ask("mo.model", "FILE_PDF", firm, "事项 4711", 403);
        for (String form : List.of(
                "kind=FILE_PDF&subject=" + firm,
                "kind=SUBJECTS",
                "kind=OFFICE&target=" + world.office("13301060001"))) {
            mvc.perform(get("/exports/new?" + form).with(user("li.officer"))).andExpect(status().isOk());
        }
        long id = ask("li.officer", "SUBJECTS", null, "事项 4711", 302);
        job.run(new Alone("{\"export\":" + id + "}"));
        java.nio.file.Path file = store.path(store.find(id).orElseThrow());
        jdbc.sql("update dossier.export set expires_at = finished_at - interval '1 day' where id = ?")
                .param(id)
                .update();
        mvc.perform(get("/exports/" + id + "/file").with(user("li.officer"))).andExpect(status().isConflict());
        assertThat(store.find(id).orElseThrow().state()).isEqualTo("EXPIRED");
        assertThat(file).doesNotExist();
    }
}
