package io.yihu.taxpayer.resolve.text;

import com.github.houbb.pinyin.constant.enums.PinyinStyleEnum;
import com.github.houbb.pinyin.util.PinyinHelper;

/** How words sound: pinyin without tones for Chinese characters, a consonant skeleton for Latin letters. */
public final class Sounds {
    private static final String[] SYLLABLES = new String[1 << 16];
    private static final String GROUPS = "01230120022455012623010202"; // Soundex groups of a…z

    private Sounds() {}

    /** Syllables of all characters, one after the other; other characters stand for themselves. */
    public static String pinyin(CharSequence text) {
        StringBuilder sound = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            sound.append(syllable(text.charAt(i)));
        }
        return sound.toString();
    }

    /** Do two characters sound alike? */
    public static boolean alike(char a, char b) {
        return a == b || Plain.isHan(a) && Plain.isHan(b) && syllable(a).equals(syllable(b));
    }

    private static String syllable(char c) {
        if (!Plain.isHan(c)) {
            return String.valueOf(c);
        }
        String known = SYLLABLES[c];
        if (known == null) {
            known = PinyinHelper.toPinyin(String.valueOf(c), PinyinStyleEnum.NORMAL, "");
            SYLLABLES[c] = known;
        }
        return known;
    }

    /** First letter and the groups of the consonants after it, at most four; pinyin first for Chinese. */
    public static String skeleton(String word) {
        String latin = Plain.hasHan(word) ? pinyin(word) : word;
        StringBuilder skeleton = new StringBuilder(4);
        char last = '0';
        for (int i = 0; i < latin.length() && skeleton.length() < 4; i++) {
            char c = latin.charAt(i);
            if (c >= 'a' && c <= 'z') {
                char group = GROUPS.charAt(c - 'a');
                if (skeleton.isEmpty()) {
                    skeleton.append(c);
                } else if (group != '0' && group != last) {
                    skeleton.append(group);
                }
                if (c != 'h' && c != 'w') {
                    last = group;
                }
            } else if (Character.isLetterOrDigit(c) && skeleton.isEmpty()) {
                skeleton.append(c);
            }
        }
        return skeleton.toString();
    }
}
