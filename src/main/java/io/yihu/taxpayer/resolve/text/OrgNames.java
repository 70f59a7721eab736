package io.yihu.taxpayer.resolve.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the name of an organisation apart: place, own part, legal form, branch, numbers; Chinese and Latin. */
public final class OrgNames {
    private static final List<String> FORMS = List.of(
            "股份有限责任公司",
            "集团股份有限公司",
            "集团有限责任公司",
            "集团有限公司",
            "股份有限公司",
            "有限责任公司",
            "有限公司",
            "股份公司",
            "集团公司",
            "总公司",
            "责任公司",
            "公司",
            "集团",
            "个人独资企业",
            "合伙企业",
            "农民专业合作社联合社",
            "农民专业合作社",
            "专业合作社",
            "有限合伙",
            "普通合伙",
            "特殊普通合伙");
    private static final Pattern BRANCH = Pattern.compile(
            "^(.{3,}?(?:公司|集团|银行|合作社|厂|店|医院|大学|学校|中心))(.{0,16}?(?:分公司|分店|分厂|分行|支行|营业部|经营部|办事处|代表处|分中心|分校|分院|门店|项目部|第.{1,3}店|[0-9]+店|直营店|专卖店|旗舰店))$");
    private static final Pattern BRACKETS = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+|第[一二三四五六七八九十百0-9]+");
    private static final Set<String> LATIN_FORMS = Set.of(
            "inc incorporated corp corporation co company companies ltd limited llc llp lp plc gmbh mbh ag kg kgaa ohg ev sa sas sarl sarlu srl spa snc sl slu bv nv vof cv oy oyj ab as asa aps a s ks ivs pty pte sdn bhd tbk pt kk sro zrt kft doo dd ad ooo oao zao pao pjsc jsc ojsc saoc wll fze fzco fzc eood ood sp zoo cia ltda eirl cc npc trust group holding holdings the of and de la le les und et y"
                    .split(" "));

    private OrgNames() {}

    /**
     * One name taken apart; null where there is no such part.
     *
     * @param own what is left without place, form, branch and brackets, never empty
     * @param body the whole name in plain words, brackets opened, form cut off
     * @param place code of the division that the name begins with or has in brackets
     * @param form legal form as written, {@code ""} where none is
     * @param numbers digits and ordinals of the whole name
     */
    public record Parts(
            String own, String body, String place, String form, String branch, String numbers, boolean han) {}

    /** Null for an empty name. */
    public static Parts parts(String raw) {
        String name = Plain.fold(raw);
        if (name == null || Plain.words(name) == null) {
            return null;
        }
        return Plain.hasHan(name) ? chinese(name) : latin(name);
    }

    private static Parts chinese(String name) {
        Places places = Places.all();
        String place = null;
        String form = "";
        StringBuilder rest = new StringBuilder();
        Matcher brackets = BRACKETS.matcher(name);
        int from = 0;
        while (brackets.find()) {
            rest.append(name, from, brackets.start());
            from = brackets.end();
            String inner = brackets.group(1);
            String code = places.code(inner);
            if (code != null) {
                place = code;
            } else if (FORMS.contains(inner)) {
                form = inner;
            } else {
                rest.append(inner);
            }
        }
        rest.append(name, from, name.length());
        String plain = tight(rest.toString());
        String branch = null;
        Matcher split = BRANCH.matcher(plain);
        if (split.matches()) {
            branch = split.group(2);
            plain = split.group(1);
        }
        String stem = plain;
        for (boolean cut = true; cut; ) {
            cut = false;
            for (String suffix : FORMS) {
                if (stem.endsWith(suffix) && stem.length() > suffix.length() + 1) {
                    stem = stem.substring(0, stem.length() - suffix.length());
                    form = suffix + form;
                    cut = true;
                    break;
                }
            }
        }
        Places.Found found = places.prefix(stem);
        String own = stem;
        boolean fits = found.code() != null && (place == null || Places.nested(place, found.code()));
        if (fits && stem.length() - found.end() >= 2) {
            own = stem.substring(found.end());
            place = place == null || place.length() < found.code().length() ? found.code() : place;
        }
        return new Parts(own, stem, place, form, branch, numbers(name), true);
    }

    /** Letters and digits only, nothing between them. */
    private static String tight(String text) {
        String words = Plain.words(text);
        return words == null ? text : words.replace(" ", "");
    }

    private static Parts latin(String name) {
        String words =
                Plain.words(name.replaceAll("\\b([a-z])\\.(?=[a-z]\\b)", "$1")); // s.a. and i.b.m. are one word each
        List<String> own = new ArrayList<>();
        StringBuilder form = new StringBuilder();
        for (String word : words.split(" ")) {
            if (LATIN_FORMS.contains(word)) {
                form.append(form.isEmpty() ? "" : " ").append(word);
            } else {
                own.add(word);
            }
        }
        String body = own.isEmpty() ? words : String.join(" ", own);
        return new Parts(body, body, null, form.toString(), null, numbers(words), false);
    }

    private static String numbers(String name) {
        StringBuilder numbers = new StringBuilder();
        Matcher matcher = NUMBERS.matcher(name);
        while (matcher.find()) {
            numbers.append(numbers.isEmpty() ? "" : " ").append(ordinal(matcher.group()));
        }
        return numbers.isEmpty() ? null : numbers.toString();
    }

    private static String ordinal(String found) {
        String bare = found.startsWith("第") ? found.substring(1) : found;
        if (bare.length() == 1 && "一二三四五六七八九".indexOf(bare) >= 0) {
            return Integer.toString("一二三四五六七八九".indexOf(bare) + 1);
        }
        return bare.equals("十") ? "10" : bare;
    }
}
