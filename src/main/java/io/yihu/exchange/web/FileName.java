package io.yihu.exchange.web;

/** The sender's name of a file, as a name only: no folders, no control characters. */
final class FileName {
    private static final int LONGEST = 120;

    private FileName() {}

    static String of(String sent) {
        if (sent == null || sent.isBlank()) {
            return "upload";
        }
        String name = sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069]", "");
        return name.isBlank() ? "upload" : name.substring(Math.max(0, name.length() - LONGEST));
    }
}
