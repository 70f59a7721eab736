package io.yihu.taxpayer.resolve.text;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.text.Normalizer;
import java.util.Locale;

/** Writes a text plainly: half width, lower case, no accents, simplified characters, single spaces. */
public final class Plain {
    /** Simplified form of each character seen so far; 0 where not asked yet. */
    private static final char[] SIMPLE = new char[1 << 16];

    private Plain() {}

    /** Null when nothing is left; brackets and punctuation stay, see {@link #words}. */
    public static String fold(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        String folded = isAscii(text) ? text : unmark(text);
        folded = folded.toLowerCase(Locale.ROOT);
        StringBuilder plain = new StringBuilder(folded.length());
        boolean gap = false;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || c == '\uFEFF') {
                gap = !plain.isEmpty();
            } else {
                if (gap && !(isHan(c) || isHan(plain.charAt(plain.length() - 1)))) {
                    plain.append(' ');
                }
                gap = false;
                plain.append(simple(c));
            }
        }
        return plain.isEmpty() ? null : plain.toString();
    }

    /** Folded, everything but letters and digits turned into single spaces, apostrophes dropped; null when nothing is left. */
    public static String words(String text) {
        String folded = fold(text);
        if (folded == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder(folded.length());
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                plain.append(c);
            } else if (c == '&' || c == '+') {
                plain.append(" and ");
            } else if (c != '\''
                    && c != '’'
                    && c != '`'
                    && !plain.isEmpty()
                    && plain.charAt(plain.length() - 1) != ' ') {
                plain.append(' ');
            }
        }
        String words = plain.toString().replace("  ", " ").strip();
        return words.isEmpty() ? null : words;
    }

    /** Digits only; null when there are none. */
    public static String digits(String text) {
        String folded = fold(text);
        String digits = folded == null ? "" : folded.replaceAll("[^0-9]", "");
        return digits.isEmpty() ? null : digits;
    }

    public static boolean isHan(char c) {
        return c >= '\u3400' && c <= '\u9FFF' || c == '〇';
    }

    public static boolean hasHan(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHan(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 126) {
                return false;
            }
        }
        return true;
    }

    private static String unmark(String text) {
        String wide = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder plain = new StringBuilder(wide.length());
        String split = Normalizer.normalize(wide, Normalizer.Form.NFD);
        for (int i = 0; i < split.length(); i++) {
            char c = split.charAt(i);
            if (Character.getType(c) == Character.NON_SPACING_MARK) {
                continue;
            }
            switch (c) {
                case 'ß' -> plain.append("ss");
                case 'ø', 'Ø' -> plain.append('o');
                case 'æ', 'Æ' -> plain.append("ae");
                case 'œ', 'Œ' -> plain.append("oe");
                case 'ł', 'Ł' -> plain.append('l');
                case 'đ', 'Đ' -> plain.append('d');
                case '【', '〔', '［', '〈', '《', '「', '『' -> plain.append('(');
                case '】', '〕', '］', '〉', '》', '」', '』' -> plain.append(')');
                case '、', '，' -> plain.append(',');
                case '。', '·', '・', '•', '‧' -> plain.append('.');
                case '–', '—', '―', '－', '‐' -> plain.append('-');
                default -> plain.append(c);
            }
        }
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }

    private static char simple(char c) {
        if (!isHan(c)) {
            return c;
        }
        char known = SIMPLE[c];
        if (known == 0) {
            String simple = ZhConverterUtil.toSimple(String.valueOf(c));
            known = simple.length() == 1 ? simple.charAt(0) : c;
            SIMPLE[c] = known;
        }
        return known;
    }
}
