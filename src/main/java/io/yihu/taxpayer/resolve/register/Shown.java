package io.yihu.taxpayer.resolve.register;

/** What evidence may show: never a person's number or telephone in full. */
final class Shown {
    private Shown() {}

    /** Codes of enterprises as they are; anything that may hold a person's number masked in the middle. */
    static String id(String taxId) {
        if (taxId == null) {
            return null;
        }
        boolean enterprise = taxId.length() == 18 && "159Y".indexOf(taxId.charAt(0)) >= 0 && taxId.charAt(1) <= '3';
        boolean legacy = taxId.length() == 15 && !taxId.matches("\\d{6}\\d{2}(0[1-9]|1[0-2])[0-3]\\d\\d{3}");
        return enterprise || legacy ? taxId : masked(taxId);
    }

    static String masked(String text) {
        if (text == null || text.length() < 7) {
            return text == null ? null : "***";
        }
        return text.substring(0, 3) + "*".repeat(text.length() - 6) + text.substring(text.length() - 3);
    }
}
