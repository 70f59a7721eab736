package io.yihu.taxpayer.resolve.text;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Chinese divisions at the beginning of names and addresses, out of the product's reference divisions. */
public final class Places {
    private static final String SOURCE = "/reference/organization/divisions.csv";
    private static final String ENDINGS =
            "省|市|区|县|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|地区|盟|旗|林区|新区|(?:[\\p{IsHan}]族)+自治[州县旗]|自治[州县旗]";
    private static final int LONGEST = 15;
    private static final Places ALL = load();

    private final Map<String, String> codes = new HashMap<>();

    private Places() {}

    public static Places all() {
        return ALL;
    }

    /**
     * What stands before the own part of a text.
     *
     * @param code the finest division found, null where there is none
     * @param end where the own part begins
     */
    public record Found(String code, int end) {}

    /** Up to three divisions in a row at the beginning of a folded text. */
    public Found prefix(String text) {
        String code = null;
        int at = 0;
        for (int part = 0; part < 3; part++) {
            int end = longest(text, at, code);
            if (end < 0) {
                break;
            }
            String found = codes.get(text.substring(at, end));
            code = code == null || found.length() >= code.length() ? found : code;
            at = end;
        }
        return new Found(code, at);
    }

    /** Division of exactly this name, with or without its ending; null when there is none. */
    public String code(String name) {
        return codes.get(name);
    }

    /** Does one division contain the other, or are they the same? */
    public static boolean nested(String a, String b) {
        return a.startsWith(b) || b.startsWith(a);
    }

    private int longest(String text, int from, String above) {
        for (int end = Math.min(text.length(), from + LONGEST); end >= from + 2; end--) {
            String code = codes.get(text.substring(from, end));
            if (code != null && (above == null || nested(above, code))) {
                return end;
            }
        }
        return -1;
    }

    private static Places load() {
        Places places = new Places();
        Map<String, Integer> bare = new HashMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .ofNamedCsvRecord(
                        new InputStreamReader(Places.class.getResourceAsStream(SOURCE), StandardCharsets.UTF_8))) {
            for (NamedCsvRecord row : csv) {
                String name = Plain.fold(row.getField("name"));
                String code = row.getField("code");
                places.codes.merge(name, code, Places::upper);
                String stem = name.replaceFirst("(?:" + ENDINGS + ")$", "");
                if (stem.length() >= 2) {
                    places.codes.merge(stem, code, Places::upper);
                    bare.merge(stem, 1, Integer::sum);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return places;
    }

    /** A name that several divisions carry stands for what they have in common, or for the higher one. */
    private static String upper(String a, String b) {
        if (a.length() != b.length()) {
            return a.length() < b.length() ? a : b;
        }
        int same = 0;
        while (same < a.length() && a.charAt(same) == b.charAt(same)) {
            same++;
        }
        return a.substring(0, same - same % 2);
    }
}
