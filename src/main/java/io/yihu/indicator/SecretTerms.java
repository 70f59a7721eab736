package io.yihu.indicator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lombok.RequiredArgsConstructor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds in a text meant for taxpayers what must stay inside: words of the model, codes of indicators, thresholds. */
@Component
@RequiredArgsConstructor
public class SecretTerms {
    private static final Pattern WORDS = Pattern.compile(
            "阈值|权重|警戒值|警戒线|预警线|临界值|评分卡|硬规则|风险得分|风险评分|评分模型|命中指标|(?i:threshold|scorecard|risk score|risk weight)");
    private static final Pattern CODE =
            Pattern.compile("(?i)(?<![A-Za-z0-9])(?:RI|IC|EC)[-－—]?[A-Z]?\\d{2}(?![A-Za-z0-9])");
    private static final Pattern BOUND = Pattern.compile(
            "超过|超出|高于|大于|多于|达到|不低于|不少于|低于|小于|少于|不足|不超过|(?<=[0-9０-９%％点万亿千百十元份户次倍天日月年人个两一二三四五六七八九])(?:及|\\s)?(?:以上|以下|以内)|[<>≥≤＞＜]|(?i:above|below|exceed|over|under|at least)");
    private static final Pattern NUMBER =
            Pattern.compile("(\\d{1,3}(?:[,，]\\d{3})+|\\d+)(\\.\\d+)?\\s*([%％]|百分点|万元|亿元|万|亿|千)?");
    /** Days, months and filing periods: numbers that are no bound. */
    private static final Pattern DATE =
            Pattern.compile("\\d{4}\\s*[-/年]\\s*\\d{1,2}(?:\\s*[-/月]\\s*\\d{1,2})?\\s*[日月]?");

    private static final Pattern PER_CENT = Pattern.compile("百分之([一二三四五六七八九]?十?[一二三四五六七八九]?)");
    private static final String DIGITS = "一二三四五六七八九";
    private final ObjectProvider<SecretSource> sources;

    /** What kind of secret. */
    public enum Kind {
        WORD,
        CODE,
        THRESHOLD
    }

    /** A place in the text, as it stands there. */
    public record Match(Kind kind, String text) {}

    /** Empty where the text may be sent. */
    public List<Match> scan(String text) {
        return scan(
                text,
                sources.stream().flatMap(source -> source.secrets().stream()).toList());
    }

    static List<Match> scan(String text, List<SecretSource.Secret> secrets) {
        List<Match> found = new ArrayList<>();
        if (text == null) {
            return found;
        }
        collect(WORDS, text, Kind.WORD, found);
        collect(CODE, text, Kind.CODE, found);
        for (String sentence : text.split("[。；;！!？?\\n]")) {
            if (BOUND.matcher(sentence).find()) {
                Set<Double> numbers = numbers(sentence);
                secrets.stream()
                        .filter(secret -> numbers.contains(secret.value()) && named(sentence, secret.title()))
                        .findFirst()
                        .ifPresent(secret -> found.add(new Match(Kind.THRESHOLD, sentence.strip())));
            }
        }
        return found;
    }

    private static void collect(Pattern pattern, String text, Kind kind, List<Match> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(new Match(kind, matcher.group()));
        }
    }

    /** Every number of the sentence, as it may be meant: with its unit, and per cent as a ratio. */
    private static Set<Double> numbers(String sentence) {
        Set<Double> numbers = new HashSet<>();
        Matcher matcher = NUMBER.matcher(DATE.matcher(sentence).replaceAll(" "));
        while (matcher.find()) {
            double value = new java.math.BigDecimal(matcher.group(1).replaceAll("[,，]", "")
                            + (matcher.group(2) == null ? "" : matcher.group(2)))
                    .multiply(factor(matcher.group(3)))
                    .doubleValue();
            numbers.add(value);
        }
        Matcher words = PER_CENT.matcher(sentence);
        while (words.find()) {
            numbers.add(perCent(words.group(1)));
        }
        return numbers;
    }

    private static java.math.BigDecimal factor(String unit) {
        return new java.math.BigDecimal(
                unit == null
                        ? "1"
                        : switch (unit) {
                            case "%", "％", "百分点" -> "0.01";
                            case "万", "万元" -> "10000";
                            case "亿", "亿元" -> "100000000";
                            default -> "1000";
                        });
    }

    private static double perCent(String words) {
        int ten = words.indexOf('十');
        int tens = ten < 0 ? 0 : ten == 0 ? 1 : DIGITS.indexOf(words.charAt(0)) + 1;
        String rest = ten < 0 ? words : words.substring(ten + 1);
        int ones = rest.isEmpty() ? 0 : DIGITS.indexOf(rest.charAt(0)) + 1;
        return new java.math.BigDecimal(tens * 10 + ones).movePointLeft(2).doubleValue();
    }

    /** The sentence speaks of the indicator when it shares two neighbouring characters of its title. */
    private static boolean named(String sentence, String title) {
        for (int i = 0; i + 2 <= title.length(); i++) {
            String pair = title.substring(i, i + 2);
            if (pair.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
                    && sentence.contains(pair)) {
                return true;
            }
        }
        return false;
    }
}
