package io.yihu.trail;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Rewrites the text PostgreSQL gives for a {@code jsonb} into canonical JSON: the keys sorted by UTF-16 units instead of
 * by length, the blanks after commas and colons gone. Strings and numbers are already in the one form both agree upon.
 */
final class JsonbText {
    /** A member of an object: where its key and its value begin and end, the quotes included. */
    private record Member(int key, int keyEnd, int value, int valueEnd) {}

    private final byte[] source;
    private final int limit;
    private final CanonicalBytes out;

    private JsonbText(byte[] source, int limit, CanonicalBytes out) {
        this.source = source;
        this.limit = limit;
        this.out = out;
    }

    static void write(byte[] source, int from, int to, CanonicalBytes out) {
        new JsonbText(source, to, out).value(from);
    }

    /** Writes the value that begins here; returns where it ends. */
    private int value(int from) {
        return switch (source[from]) {
            case '{' -> object(from);
            case '[' -> array(from);
            default -> {
                int end = end(from);
                out.raw(source, from, end);
                yield end;
            }
        };
    }

    private int array(int from) {
        out.one('[');
        int at = from + 1;
        while (source[at] != ']') {
            if (source[at] == ',') {
                out.one(',');
                at += 2;
            }
            at = value(at);
        }
        out.one(']');
        return at + 1;
    }

    private int object(int from) {
        Member[] members = new Member[4];
        int count = 0;
        int at = from + 1;
        while (source[at] != '}') {
            if (source[at] == ',') {
                at += 2;
            }
            int keyEnd = end(at);
            int value = keyEnd + 2;
            if (count == members.length) {
                members = Arrays.copyOf(members, count * 2);
            }
            members[count] = new Member(at, keyEnd, value, end(value));
            at = members[count++].valueEnd();
        }
        if (count > 1) {
            Arrays.sort(members, 0, count, order(members, count));
        }
        out.one('{');
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.one(',');
            }
            out.raw(source, members[i].key(), members[i].keyEnd()).one(':');
            value(members[i].value());
        }
        out.one('}');
        return at + 1;
    }

    /** Bytes tell the order of plain ASCII keys; any other key is compared as Java compares strings. */
    private Comparator<Member> order(Member[] members, int count) {
        boolean plain = true;
        for (int i = 0; i < count && plain; i++) {
            for (int b = members[i].key(); b < members[i].keyEnd() && plain; b++) {
                plain = source[b] >= 0 && source[b] != '\\';
            }
        }
        return plain
                ? (a, b) -> Arrays.compare(source, a.key() + 1, a.keyEnd() - 1, source, b.key() + 1, b.keyEnd() - 1)
                : Comparator.comparing(this::key);
    }

    private String key(Member member) {
        String text = new String(source, member.key() + 1, member.keyEnd() - member.key() - 2, StandardCharsets.UTF_8);
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            if (sign != '\\') {
                plain.append(sign);
                continue;
            }
            char escaped = text.charAt(++i);
            switch (escaped) {
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'u' -> {
                    plain.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
                    i += 4;
                }
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    /** Where the value that begins here ends. */
    private int end(int from) {
        int at = from;
        int depth = 0;
        do {
            switch (source[at]) {
                case '"' -> at = endOfString(at) - 1;
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // part of a number or a word, or a comma between members further in
                }
            }
            at++;
        } while (depth > 0 || at < limit && !closes(source[at]));
        return at;
    }

    private static boolean closes(byte sign) {
        return sign == ',' || sign == ':' || sign == '}' || sign == ']';
    }

    private int endOfString(int from) {
        int at = from + 1;
        while (source[at] != '"') {
            at += source[at] == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
