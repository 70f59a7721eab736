package io.yihu.exchange.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.poi.ooxml.POIXMLException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JRuntimeException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.ReadOnlySharedStringsTable;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;

/** Rows of one sheet of a workbook, pushed by a SAX thread of its own and pulled here; a few hundred wait at most. */
final class XlsxRows implements RowSource {
    private static final int WAITING = 512;
    private static final SourceRow END = new SourceRow(-1, new String[0], null);
    private final OPCPackage workbook;
    private final InputStream sheet;
    private final BlockingQueue<SourceRow> queue = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private volatile FileRefused refused;
    private volatile boolean closed;
    private List<String> header;

    private XlsxRows(OPCPackage workbook, InputStream sheet, XSSFReader reader, boolean from1904)
            throws IOException, SAXException, OpenXML4JException {
        this.workbook = workbook;
        this.sheet = sheet;
        SheetHandler handler = new SheetHandler(
                new ReadOnlySharedStringsTable(workbook, false), reader.getStylesTable(), from1904, this::push);
        this.thread = new Thread(() -> parse(handler), "import-xlsx");
        thread.setDaemon(true);
        thread.start();
    }

    static RowSource open(Path file, String sheetName) throws IOException {
        XlsxPreflight.check(file);
        OPCPackage workbook = null;
        try {
            workbook = OPCPackage.open(file.toFile(), PackageAccess.READ);
            XSSFReader reader = new XSSFReader(workbook);
            InputStream sheet = sheet(reader, sheetName);
            XlsxRows rows = new XlsxRows(workbook, sheet, reader, Workbook1904.of(reader));
            rows.readHeader();
            return rows;
        } catch (FileRefused e) {
            revert(workbook);
            throw e;
        } catch (OpenXML4JException
                | OpenXML4JRuntimeException
                | POIXMLException
                | SAXException
                | IOException
                | IllegalArgumentException e) {
            revert(workbook);
            throw new FileRefused("cut_xlsx");
        }
    }

    private static InputStream sheet(XSSFReader reader, String name) throws IOException, OpenXML4JException {
        var sheets = (XSSFReader.SheetIterator) reader.getSheetsData();
        while (sheets.hasNext()) {
            InputStream sheet = sheets.next();
            if (name == null || name.equals(sheets.getSheetName())) {
                return sheet;
            }
            sheet.close();
        }
        throw new FileRefused("no_sheet", name == null ? "" : name);
    }

    private static void revert(OPCPackage workbook) {
        if (workbook != null) {
            workbook.revert();
        }
    }

    private void readHeader() throws IOException {
        SourceRow first = next();
        if (first == null) {
            throw new FileRefused("empty");
        }
        header = Headers.of(first.cells());
    }

    private void parse(SheetHandler handler) {
        try {
            XMLReader xml = XMLHelper.newXMLReader();
            xml.setContentHandler(handler);
            xml.setErrorHandler(handler);
            xml.parse(new InputSource(sheet));
        } catch (FileRefused e) {
            refused = e;
        } catch (Exception e) {
            refused = closed ? null : new FileRefused("cut_xlsx");
        }
        push(END);
    }

    private void push(SourceRow row) {
        try {
            while (!closed && !queue.offer(row, 100, TimeUnit.MILLISECONDS)) {
                // the reader of the queue is behind
            }
            if (closed) {
                throw new FileRefused("unreadable");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileRefused("unreadable");
        }
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public SourceRow next() {
        try {
            SourceRow row = queue.take();
            if (row != END) {
                return row;
            }
            queue.add(END);
            if (refused != null) {
                throw refused;
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FileRefused("unreadable");
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sheet.close();
        workbook.revert();
    }
}
