package io.yihu.taxpayer.resolve.field;

import io.yihu.taxpayer.resolve.text.Places;
import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Tokens;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address: the words of streets and places on the one hand, its numbers on the other. */
final class AddressField implements Field {
    private static final Map<String, String> SHORT = Map.ofEntries(
            Map.entry("street", "st"),
            Map.entry("road", "rd"),
            Map.entry("avenue", "ave"),
            Map.entry("av", "ave"),
            Map.entry("place", "pl"),
            Map.entry("drive", "dr"),
            Map.entry("court", "ct"),
            Map.entry("crescent", "cres"),
            Map.entry("circuit", "cct"),
            Map.entry("close", "cl"),
            Map.entry("lane", "ln"),
            Map.entry("boulevard", "blvd"),
            Map.entry("building", "bldg"),
            Map.entry("apartment", "apt"),
            Map.entry("suite", "ste"),
            Map.entry("floor", "fl"),
            Map.entry("north", "n"),
            Map.entry("south", "s"),
            Map.entry("east", "e"),
            Map.entry("west", "w"),
            Map.entry("square", "sq"),
            Map.entry("highway", "hwy"),
            Map.entry("terrace", "tce"),
            Map.entry("parade", "pde"),
            Map.entry("mount", "mt"),
            Map.entry("saint", "st"));
    private static final Pattern NUMBER = Pattern.compile("[0-9]+[a-z]?(?![a-z])");
    private final String name;
    private final Column whole;
    private final Column words;
    private final Column numbers;
    private final Tokens tokens;

    AddressField(String name, String[] raw) {
        this.name = name;
        whole = Column.of(raw, AddressField::plain);
        String[] plain = new String[raw.length];
        for (int i = 0; i < raw.length; i++) {
            plain[i] = whole.text(i);
        }
        words = Column.of(plain, AddressField::words);
        numbers = Column.of(plain, AddressField::numbers);
        tokens = TextField.tokens(words);
    }

    private static String plain(String raw) {
        String text = Plain.words(raw);
        if (text == null) {
            return null;
        }
        if (Plain.hasHan(text)) {
            int end = Places.all().prefix(text).end();
            return end >= text.length() ? text : text.substring(end).strip();
        }
        StringBuilder plain = new StringBuilder();
        for (String word : text.split(" ")) {
            plain.append(plain.isEmpty() ? "" : " ").append(SHORT.getOrDefault(word, word));
        }
        return plain.toString();
    }

    private static String words(String plain) {
        String words = NUMBER.matcher(plain)
                .replaceAll(Plain.hasHan(plain) ? "" : " ")
                .replaceAll(" +", " ")
                .replaceAll("[号幢栋室楼层座单元弄]+", Plain.hasHan(plain) ? "" : "$0");
        return words.isBlank() ? null : words.strip();
    }

    private static String numbers(String plain) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = NUMBER.matcher(plain);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found.isEmpty() ? null : String.join(" ", found);
    }

    @Override
    public List<Comparison> comparisons() {
        Comparison said = new ColumnComparison(name + ".words", Scale.BAG, words) {
            @Override
            int values(int one, int other) {
                return Math.min(
                        3, TextField.band(tokens.shared(one, other, true).dice()));
            }
        };
        Comparison counted = new ColumnComparison(name + ".numbers", Scale.NUMBERS, numbers) {
            @Override
            int values(int one, int other) {
                return common(numbers.value(one), numbers.value(other)) ? 1 : 0;
            }
        };
        return numbers.distinct() == 0 ? List.of(said) : List.of(said, counted);
    }

    /** Do two lists of numbers share one? */
    static boolean common(String a, String b) {
        Set<String> there = Set.of(b.split(" "));
        for (String number : a.split(" ")) {
            if (there.contains(number)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Column> sorted() {
        return List.of(words);
    }

    @Override
    public List<KeyPass> passes() {
        return List.of(
                Passes.equal(name, whole),
                Passes.equal(name + " street", words),
                Passes.equal(name + " numbers", numbers),
                TokenPass.single(name + " words", words, tokens, 3));
    }
}
