package io.yihu.exchange.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Looks at a workbook's directory before anything is unpacked: names, counts, sizes, ratios, DOCTYPE. */
final class XlsxPreflight {
    private static final int MOST_ENTRIES = 2_000;
    private static final long SMALL = 8L << 20;
    private static final long RATIO = 60;
    private static final long MOST_UNPACKED = 2L << 30;
    private static final long MOST_STRINGS = 96L << 20;

    private XlsxPreflight() {}

    static void check(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (zip.size() > MOST_ENTRIES) {
                throw new FileRefused("zip_entries", zip.size(), MOST_ENTRIES);
            }
            if (zip.getEntry("[Content_Types].xml") == null || zip.getEntry("xl/workbook.xml") == null) {
                throw new FileRefused("zip");
            }
            long unpacked = 0;
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                name(entry.getName());
                long size = entry.getSize();
                unpacked += Math.max(0, size);
                if (size < 0 || size > SMALL && size / Math.max(1, entry.getCompressedSize()) > RATIO) {
                    throw new FileRefused("bomb");
                }
                if (entry.getName().equals("xl/sharedStrings.xml") && size > MOST_STRINGS) {
                    throw new FileRefused("too_many_strings", size >> 20);
                }
                doctype(zip, entry);
            }
            if (unpacked > MOST_UNPACKED) {
                throw new FileRefused("bomb");
            }
        } catch (ZipException | IllegalArgumentException e) {
            throw new FileRefused("cut_xlsx");
        }
    }

    private static void name(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.contains("..") || name.startsWith("/") || name.contains("\\") || name.indexOf(':') >= 0) {
            throw new FileRefused("zip_name", name.substring(0, Math.min(60, name.length())));
        }
        if (lower.endsWith(".zip") || lower.endsWith(".xlsx") || lower.endsWith(".gz") || lower.endsWith(".7z")) {
            throw new FileRefused("nested");
        }
    }

    /** A declaration can only stand before the first element, so the start of each part is enough. */
    private static void doctype(ZipFile zip, ZipEntry entry) throws IOException {
        String lower = entry.getName().toLowerCase(Locale.ROOT);
        if (lower.endsWith(".xml") || lower.endsWith(".rels") || lower.endsWith(".vml")) {
            try (InputStream in = zip.getInputStream(entry)) {
                byte[] start = in.readNBytes(1 << 14);
                if (new String(start, StandardCharsets.ISO_8859_1)
                        .replace("\0", "")
                        .contains("<!DOCTYPE")) {
                    throw new FileRefused("doctype");
                }
            }
        }
    }
}
