package io.yihu.guidance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which wording a taxpayer gets, how its gaps are filled, and what is missing before its service is done. */
public final class ServicePolicy {
    /** Roles of the four persons who may sign. */
    public static final List<String> FOUR = List.of("LEGAL_REP", "FIN_OFFICER", "TAX_AGENT", "INVOICE_COLLECTOR");

    private static final Pattern GAP = Pattern.compile("\\$\\{(\\w+)}");
    private static final List<String> KNOWN = List.of("name", "date", "office", "policy", "facts", "summary");

    private ServicePolicy() {}

    /** What a service may lack. */
    public enum Missing {
        MESSAGE,
        ACK,
        PHONE,
        HALL,
        SIGNATURE
    }

    /** What has happened and what has to. */
    public record Stand(
            boolean needsAck,
            boolean needsPhone,
            boolean needsHall,
            boolean needsSign,
            boolean delivered,
            boolean acked,
            boolean phoned,
            boolean attended,
            boolean signed) {}

    /** A template for the taxpayer's class before one for all; empty where the event says nothing to this level. */
    public static Optional<Wording> choose(List<Wording> templates, String level, String taxpayerClass) {
        return templates.stream()
                .filter(each -> each.levels().contains(level))
                .filter(each -> each.classes().isEmpty() || each.classes().contains(taxpayerClass))
                .min(Comparator.comparing(each -> each.classes().isEmpty()));
    }

    /**
     * Nothing missing means done. Who was reached by telephone need not acknowledge too; a call never replaces the hall or the
     * signature.
     */
    public static List<Missing> missing(Stand stand) {
        List<Missing> missing = new ArrayList<>();
        if (!stand.delivered() && !stand.acked() && !stand.phoned() && !stand.attended()) {
            missing.add(Missing.MESSAGE);
        }
        boolean signs = stand.needsHall() || stand.needsSign();
        if (stand.needsAck() && !stand.acked() && !signs && (stand.needsPhone() || !stand.phoned())) {
            missing.add(Missing.ACK);
        }
        if (stand.needsPhone() && !stand.phoned()) {
            missing.add(Missing.PHONE);
        }
        if (stand.needsHall() && !stand.attended()) {
            missing.add(Missing.HALL);
        }
        if (stand.needsSign() && !stand.signed()) {
            missing.add(Missing.SIGNATURE);
        }
        return missing;
    }

    public static String fill(String text, Map<String, String> words) {
        return text == null
                ? null
                : GAP.matcher(text)
                        .replaceAll(gap -> Matcher.quoteReplacement(words.getOrDefault(gap.group(1), gap.group())));
    }

    /** Names in gaps nobody can fill. */
    public static List<String> unknownGaps(String text) {
        return text == null
                ? List.of()
                : GAP.matcher(text)
                        .results()
                        .map(gap -> gap.group(1))
                        .filter(name -> !KNOWN.contains(name))
                        .distinct()
                        .toList();
    }
}
