package io.yihu.taxpayer.resolve.register;

import io.yihu.taxpayer.OrgCode;
import io.yihu.taxpayer.resolve.model.Pairs;
import io.yihu.taxpayer.resolve.text.OrgNames;
import io.yihu.taxpayer.resolve.text.Plain;
import io.yihu.taxpayer.resolve.text.Similar;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Weighs the evidence for one pair of registrations: rules first, learned likeness where ids are not to be trusted, then vetoes. */
final class RegisterJudge {
    private static final double OWN_NEAR = 0.85;
    private static final double OWN_LIKE = 0.6;
    private static final int LEGACY = 15;
    private final Register register;
    private final RegisterRules rules;
    private final RegisterLikeness likeness;
    private final OrgNames.Parts[] parts;

    /** @param likeness null when nothing is to be learned */
    RegisterJudge(Register register, RegisterRules rules, RegisterLikeness likeness) {
        this.register = register;
        this.rules = rules;
        this.likeness = likeness;
        parts = new OrgNames.Parts[register.size()];
    }

    /** Likeness of two names: as written, and of their own parts. */
    private record Names(double whole, double own) {}

    /** Null when there is nothing to say. */
    Judged judge(long pair) {
        int i = Pairs.first(pair);
        int j = Pairs.second(pair);
        Names names = names(i, j);
        Judged found = byId(i, j, names);
        if (found == null) {
            found = byPeople(i, j, names);
        }
        if ((found == null || !found.outcome().equals("LINKED")) && likeness != null && uncertain(i, j)) {
            Judged like = byLikeness(i, j, names);
            found = found == null ? like : found.or(like);
        }
        return found == null ? null : vetoes(found, i, j);
    }

    /** At least one side's id cannot be relied on. */
    private boolean uncertain(int i, int j) {
        return !register.is(i, Register.KNOWN) || !register.is(j, Register.KNOWN);
    }

    private Judged byId(int i, int j, Names names) {
        String one = register.orgCode[i];
        boolean sameOrg = one != null && one.equals(register.orgCode[j]) && OrgCode.valid(one);
        boolean sameUscc = register.uscc[i] != null && register.uscc[i].equals(register.uscc[j]);
        boolean known = register.is(i, Register.KNOWN) && register.is(j, Register.KNOWN);
        Judged found = null;
        if (sameUscc && known && rules.on("ER-S1")) {
            found = judged(i, j, "ER-S1", rules.score("ER-S1"), names);
        } else if (sameOrg && known && legacy(i) != legacy(j) && rules.on("ER-T2")) {
            found = judged(i, j, "ER-T2", rules.score("ER-T2"), names);
        } else if (sameOrg && rules.on("ER-S2")) {
            boolean elsewhere = !Objects.equals(place(i), place(j));
            Judged near = judged(i, j, "ER-S2", rules.score("ER-S2"), names);
            found = elsewhere && nearly(names) ? near : near.because("SAME_CODE");
        }
        boolean strangers = names.own() < OWN_LIKE && !shared(i, j) && !sameRepresentative(i, j);
        boolean lively = register.is(i, Register.NORMAL) && register.is(j, Register.NORMAL);
        return found != null && strangers && lively ? found.because("TWO_LIVELY") : found;
    }

    private boolean legacy(int i) {
        return register.uscc[i] == null && register.taxId[i] != null && register.taxId[i].length() == LEGACY;
    }

    /** County in the id itself. */
    private String place(int i) {
        String uscc = register.uscc[i];
        return uscc != null && uscc.length() == 18
                ? uscc.substring(2, 8)
                : register.taxId[i].substring(0, Math.min(6, register.taxId[i].length()));
    }

    private Judged byPeople(int i, int j, Names names) {
        if (!sameRepresentative(i, j)) {
            return null;
        }
        if (nearly(names) && shared(i, j) && rules.on("ER-P1")) {
            return judged(i, j, "ER-P1", rules.score("ER-P1"), names);
        }
        boolean like = names.whole() >= rules.like() && names.own() >= OWN_LIKE;
        boolean place = start(register.division[i], register.division[j], 4);
        boolean trade = start(register.industry[i], register.industry[j], 4);
        return like && place && trade && rules.on("ER-P2") ? judged(i, j, "ER-P2", rules.score("ER-P2"), names) : null;
    }

    private Judged byLikeness(int i, int j, Names names) {
        RegisterLikeness.Found found = rules.on("ER-F") ? likeness.of(i, j) : null;
        if (found == null || !found.nameAgrees() || found.others() == 0 || found.probability() < rules.queue()) {
            return null;
        }
        List<Judged.Seen> seen = new ArrayList<>(evidence(i, j, names));
        seen.addAll(found.seen());
        Judged judged = new Judged(
                register.party[i],
                register.party[j],
                register.serial[i],
                register.serial[j],
                "ER-F",
                Math.min(found.probability(), 0.99999),
                rules.outcome(found.probability()),
                null,
                null,
                seen);
        return idsDiffer(i, j) ? judged.because("IDS_DIFFER") : judged;
    }

    /** Two organisation codes that no slip of the pen explains. */
    private boolean idsDiffer(int i, int j) {
        String a = register.orgCode[i];
        String b = register.orgCode[j];
        return a != null && b != null && Similar.edits(a, b, 2) > 2;
    }

    private Judged vetoes(Judged judged, int i, int j) {
        boolean together = register.is(i, Register.NORMAL) && register.is(j, Register.NORMAL) && register.overlap(i, j);
        boolean twoCodes = register.is(i, Register.KNOWN)
                && register.is(j, Register.KNOWN)
                && !register.orgCode[i].equals(register.orgCode[j]);
        if (rules.on("ER-N1") && twoCodes && together) {
            return judged.vetoed("ER-N1");
        }
        boolean successor = register.is(i, Register.SOLE_TRADER) && register.is(j, Register.COMPANY)
                || register.is(j, Register.SOLE_TRADER) && register.is(i, Register.COMPANY);
        return rules.on("ER-N2") && successor ? judged.vetoed("ER-N2").because("SUCCESSOR") : judged;
    }

    private boolean nearly(Names names) {
        return names.whole() >= rules.name() && names.own() >= OWN_NEAR;
    }

    private boolean sameRepresentative(int i, int j) {
        return register.representative[i] != 0 && register.representative[i] == register.representative[j];
    }

    /** The same address or telephone. */
    private boolean shared(int i, int j) {
        return register.address[i] != null && register.address[i].equals(register.address[j])
                || register.phone[i] != null && register.phone[i].equals(register.phone[j]);
    }

    private static boolean start(String a, String b, int length) {
        return a != null && b != null && a.length() >= length && b.startsWith(a.substring(0, length));
    }

    private Names names(int i, int j) {
        OrgNames.Parts a = parts(i);
        OrgNames.Parts b = parts(j);
        if (a == null || b == null) {
            return new Names(0, 0);
        }
        double whole = Similar.jaroWinkler(Plain.words(register.name[i]), Plain.words(register.name[j]));
        return new Names(whole, Similar.jaroWinkler(a.own(), b.own()));
    }

    private OrgNames.Parts parts(int i) {
        if (parts[i] == null) {
            parts[i] = OrgNames.parts(register.name[i]);
        }
        return parts[i];
    }

    private Judged judged(int i, int j, String rule, double score, Names names) {
        return new Judged(
                register.party[i],
                register.party[j],
                register.serial[i],
                register.serial[j],
                rule,
                score,
                rules.outcome(score),
                null,
                null,
                evidence(i, j, names));
    }

    private List<Judged.Seen> evidence(int i, int j, Names names) {
        List<Judged.Seen> seen = new ArrayList<>();
        seen.add(new Judged.Seen("name", register.name[i], register.name[j], rounded(names.whole()), null));
        seen.add(new Judged.Seen("own_name", null, null, rounded(names.own()), null));
        seen.add(new Judged.Seen(
                "tax_id",
                Shown.id(register.taxId[i]),
                Shown.id(register.taxId[j]),
                Objects.equals(register.orgCode[i], register.orgCode[j]) && register.orgCode[i] != null ? 1 : 0,
                null));
        if (register.address[i] != null && register.address[j] != null) {
            seen.add(new Judged.Seen(
                    "address",
                    register.address[i],
                    register.address[j],
                    rounded(Similar.jaroWinkler(register.address[i], register.address[j])),
                    null));
        }
        if (register.phone[i] != null && register.phone[j] != null) {
            boolean same = register.phone[i].equals(register.phone[j]);
            seen.add(new Judged.Seen(
                    "phone", Shown.masked(register.phone[i]), Shown.masked(register.phone[j]), same ? 1 : 0, null));
        }
        if (register.representative[i] != 0 && register.representative[j] != 0) {
            seen.add(new Judged.Seen("representative", null, null, sameRepresentative(i, j) ? 1 : 0, null));
        }
        return seen;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
