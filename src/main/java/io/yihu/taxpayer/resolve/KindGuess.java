package io.yihu.taxpayer.resolve;

import io.yihu.taxpayer.resolve.field.FieldKind;
import io.yihu.taxpayer.resolve.text.OrgNames;
import io.yihu.taxpayer.resolve.text.Plain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Guesses a definition from the names of the columns and from what stands in them. */
final class KindGuess {
    private static final int LOOKED_AT = 2000;
    /** Columns that say who is whom: an answer, never evidence. */
    private static final Pattern ANSWER = Pattern.compile(
            "(?i)(cluster|label|truth|match|entity|ent|group|subject|gold|duplicate|dup)(_?(id|no|key))?|真值|分组|簇");

    private static final Pattern KEY = Pattern.compile(
            "(?i)(.*[_ ])?(id|key|rec_?id|record|unique_id|rowid|reg_serial|source_key|serial|no|index)|编号|序号|主键|登记序号");
    private static final Map<Pattern, FieldKind> NAMES = names();

    private KindGuess() {}

    private static Map<Pattern, FieldKind> names() {
        Map<Pattern, FieldKind> names = new LinkedHashMap<>();
        put(names, FieldKind.MAIL, "e-?mail|mail|邮箱|邮件");
        put(names, FieldKind.PHONE, "phone|tel|mobile|fax|电话|手机|联系方式");
        put(names, FieldKind.GIVEN_NAME, "first_?name|given_?name|fname|forename|christian|^名$|名字");
        put(names, FieldKind.SURNAME, "last_?name|surname|lname|family_?name|sur_name|^姓$|姓氏");
        put(names, FieldKind.DATE, "dob|birth|date|日期|生日|出生|时间");
        put(names, FieldKind.ADDRESS, "addr|street_?name|^street$|地址|住所|经营场所");
        put(
                names,
                FieldKind.CODE,
                "ssn|soc_sec|passport|身份证|证件|税号|识别号|信用代码|代码|tax_?id|uscc|vat|licen[cs]e|post_?code|zip|邮编|street_?n|house|number$");
        put(
                names,
                FieldKind.WORD,
                "city|town|suburb|state|province|county|country|region|gender|sex|occupation|birth_?place|nation|city|性别|职业|民族|城市|省|市$|区$|县$");
        put(names, FieldKind.AMOUNT, "price|amount|capital|salary|income|^age$|资本|金额|年龄");
        put(
                names,
                FieldKind.ORGANIZATION,
                "company|organi[sz]ation|^org|firm|business_?name|enterprise|employer|vendor|supplier|企业|公司|单位|纳税人|机构|字号|厂商");
        put(names, FieldKind.PERSON, "full_?name|person|^name$|contact|author|姓名|法人|法定代表人|联系人|人名");
        return names;
    }

    private static void put(Map<Pattern, FieldKind> names, FieldKind kind, String words) {
        names.put(Pattern.compile("(?i)" + words), kind);
    }

    static ResolveDefinition definition(Table table) {
        String key = key(table);
        List<ResolveDefinition.Spec> fields = new ArrayList<>();
        table.columns().forEach((name, values) -> {
            if (!name.equals(key) && !name.isEmpty() && !ANSWER.matcher(name).matches()) {
                FieldKind kind = kind(name, sample(values));
                if (kind != null) {
                    fields.add(new ResolveDefinition.Spec(name, kind, List.of(name)));
                }
            }
        });
        return new ResolveDefinition("auto", key, ResolveDefinition.Format.DETECT, fields, Double.NaN, Double.NaN);
    }

    /** A column that looks like a key and is one: full and without repeats. */
    private static String key(Table table) {
        String found = null;
        for (var column : table.columns().entrySet()) {
            boolean named = KEY.matcher(column.getKey()).matches();
            boolean unique = new HashSet<>(Arrays.asList(column.getValue())).size() == table.rows()
                    && Arrays.stream(column.getValue()).noneMatch(v -> v == null);
            if (named && unique && !ANSWER.matcher(column.getKey()).matches()) {
                return column.getKey();
            }
            boolean first =
                    column.getKey().equals(table.columns().keySet().iterator().next());
            if (unique
                    && first
                    && Arrays.stream(column.getValue()).noneMatch(Plain::hasHan)
                    && Arrays.stream(column.getValue()).noneMatch(v -> v.indexOf(' ') >= 0)) {
                found = column.getKey();
            }
        }
        return found;
    }

    private static List<String> sample(String[] values) {
        int step = Math.max(1, values.length / LOOKED_AT);
        List<String> sample = new ArrayList<>();
        for (int i = 0; i < values.length; i += step) {
            if (values[i] != null) {
                sample.add(values[i].strip());
            }
        }
        return sample;
    }

    /** Null for a column that says nothing: empty, or one value throughout. */
    private static FieldKind kind(String name, List<String> sample) {
        if (new HashSet<>(sample).size() < 2) {
            return null;
        }
        if (share(sample, v -> v.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) > 0.6) {
            return FieldKind.MAIL;
        }
        if (share(
                        sample,
                        v -> v.matches(
                                "(19|20)\\d\\d[-/.年]\\d{1,2}[-/.月]\\d{1,2}.*|\\d{1,2}[-/.]\\d{1,2}[-/.](19|20)\\d\\d"))
                > 0.6) {
            return FieldKind.DATE;
        }
        FieldKind named = named(name);
        boolean numbers = share(sample, v -> v.matches("[-+]?[\\d,]+(\\.\\d+)?")) > 0.9;
        if (named == FieldKind.PERSON || named == FieldKind.ORGANIZATION || named == null) {
            if (share(sample, KindGuess::organization) > 0.2) {
                return FieldKind.ORGANIZATION;
            }
        }
        if (named != null && !(named == FieldKind.AMOUNT && !numbers)) {
            return named;
        }
        return numbers ? number(sample) : word(sample);
    }

    private static FieldKind named(String name) {
        for (var entry : NAMES.entrySet()) {
            if (entry.getKey().matcher(name).find()) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static FieldKind number(List<String> sample) {
        if (share(sample, v -> v.matches("(19|20)\\d\\d(0[1-9]|1[0-2])([0-2]\\d|3[01])")) > 0.8) {
            return FieldKind.DATE;
        }
        boolean whole = share(sample, v -> v.matches("\\d+")) > 0.95;
        return whole ? FieldKind.CODE : FieldKind.AMOUNT;
    }

    private static FieldKind word(List<String> sample) {
        double distinct = (double) new HashSet<>(sample).size() / sample.size();
        if (share(sample, v -> v.matches(".*\\d.*") && v.matches("(?s).*(路|街|号|室|村| st| street| rd| road| ave).*"))
                > 0.4) {
            return FieldKind.ADDRESS;
        }
        if (share(sample, v -> v.matches("[\\p{IsHan}·]{2,4}")) > 0.9 && distinct > 0.3) {
            return FieldKind.PERSON;
        }
        double words =
                sample.stream().mapToInt(v -> v.split("\\s+").length).average().orElse(0);
        double length = sample.stream().mapToInt(String::length).average().orElse(0);
        if (share(sample, v -> v.matches(".*\\d.*") && v.indexOf(' ') < 0) > 0.7 && distinct > 0.3) {
            return FieldKind.CODE;
        }
        return words < 2.2 && length < 16 ? FieldKind.WORD : FieldKind.TEXT;
    }

    private static boolean organization(String value) {
        OrgNames.Parts parts = OrgNames.parts(value);
        String plain = value.toLowerCase(Locale.ROOT);
        return parts != null
                && (parts.han() && !parts.form().isEmpty()
                        || plain.matches(
                                ".*\\b(inc|corp|corporation|ltd|limited|llc|gmbh|plc|s\\.?a|company|co)\\b\\.?.*"));
    }

    private static double share(List<String> sample, Predicate<String> test) {
        return sample.isEmpty() ? 0 : (double) sample.stream().filter(test).count() / sample.size();
    }
}
