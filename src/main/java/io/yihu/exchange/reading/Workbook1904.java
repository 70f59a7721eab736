package io.yihu.exchange.reading;

import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.util.XMLHelper;
import org.apache.poi.xssf.eventusermodel.XSSFReader;

/** Whether a workbook counts its days from 1904, as old Macintosh ones do. */
final class Workbook1904 {
    private Workbook1904() {}

    static boolean of(XSSFReader reader) throws IOException, InvalidFormatException {
        XMLInputFactory factory = XMLHelper.newXMLInputFactory();
        try (InputStream in = reader.getWorkbookData()) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("workbookPr")) {
                    String value = xml.getAttributeValue(null, "date1904");
                    return "1".equals(value) || "true".equals(value);
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw new FileRefused("cut_xlsx");
        }
    }
}
