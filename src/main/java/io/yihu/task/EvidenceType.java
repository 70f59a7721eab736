package io.yihu.task;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What a file is by its first bytes, never by its name. */
enum EvidenceType {
    PDF("application/pdf", "25504446"),
    PNG("image/png", "89504e470d0a1a0a"),
    JPEG("image/jpeg", "ffd8ff"),
    /** Office documents of today (docx, xlsx) and zip archives. */
    ZIP("application/zip", "504b0304"),
    /** Office documents of old (doc, xls). */
    OLE("application/x-ole-storage", "d0cf11e0a1b11ae1");

    private final String mediaType;
    private final byte[] magic;

    EvidenceType(String mediaType, String magic) {
        this.mediaType = mediaType;
        this.magic = java.util.HexFormat.of().parseHex(magic);
    }

    /** Media type to store; a ZIP that starts with an Office part is the document it says it is. */
    static Optional<String> of(byte[] bytes) {
        return Arrays.stream(values())
                .filter(type -> bytes.length >= type.magic.length
                        && Arrays.equals(bytes, 0, type.magic.length, type.magic, 0, type.magic.length))
                .findFirst()
                .map(type -> type == ZIP ? office(bytes) : type.mediaType);
    }

    private static String office(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 65_536), StandardCharsets.ISO_8859_1);
        if (head.contains("word/")) {
            return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
        }
        return head.contains("xl/")
                ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                : ZIP.mediaType;
    }
}
