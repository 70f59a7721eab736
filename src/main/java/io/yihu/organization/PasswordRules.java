package io.yihu.organization;

import java.util.Locale;
import java.util.Set;

/** What a password must be; pure. Codes name the message {@code organization.password.<code>}. */
final class PasswordRules {
    static final int LONGEST = 200;

    private PasswordRules() {}

    /** Code of the first rule the password breaks, or null. */
    static String broken(PasswordProfile profile, String password, String login, String name, Set<String> common) {
        int length = password.codePointCount(0, password.length());
        if (length < profile.shortest) {
            return "short";
        }
        if (length > LONGEST) {
            return "long";
        }
        if (classes(password) < profile.classes) {
            return "classes";
        }
        String plain = password.toLowerCase(Locale.ROOT);
        if (plain.contains(login.toLowerCase(Locale.ROOT)) || (name.length() > 1 && plain.contains(name))) {
            return "own";
        }
        return isCommon(plain, common) ? "common" : null;
    }

    private static int classes(String password) {
        boolean lower = password.codePoints().anyMatch(Character::isLowerCase);
        boolean upper = password.codePoints().anyMatch(Character::isUpperCase);
        boolean digit = password.codePoints().anyMatch(Character::isDigit);
        boolean other = password.codePoints().anyMatch(c -> !Character.isLetterOrDigit(c) || isUncased(c));
        return (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
    }

    private static boolean isUncased(int c) {
        return Character.isLetter(c) && !Character.isLowerCase(c) && !Character.isUpperCase(c);
    }

    /** Common is a password that is little more than one listed word: what is left of it are digits and signs, or under four letters. */
    private static boolean isCommon(String plain, Set<String> common) {
        String letters = plain.replace('0', 'o')
                .replace('1', 'l')
                .replace('3', 'e')
                .replace('@', 'a')
                .replace('$', 's')
                .replace('5', 's');
        return common.stream().anyMatch(word -> leavesLittle(plain, word) || leavesLittle(letters, word));
    }

    private static boolean leavesLittle(String password, String word) {
        return password.contains(word)
                && password.replace(word, "")
                                .codePoints()
                                .filter(Character::isLetter)
                                .count()
                        < 4;
    }
}
