package io.yihu.taxpayer.link;

import io.yihu.taxpayer.PartyMonths;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Two tax ids side by side.
 *
 * @param outcome LINKED, QUEUED or APART
 * @param open false when a newer judgement took its place
 * @param concern message key of why a second person is needed, null when one is enough
 */
public record PairView(
        long id,
        int version,
        String rule,
        BigDecimal score,
        String outcome,
        String veto,
        String reason,
        String decidedBy,
        Instant decidedAt,
        boolean open,
        String proposedBy,
        String proposedReason,
        Instant deferredAt,
        String concern,
        Side a,
        Side b,
        List<Field> fields,
        List<Member> members) {

    /** One side: the tax id, its taxpayer, and what hangs on it. */
    public record Side(
            long partyId,
            String taxId,
            long subjectId,
            String subjectName,
            boolean external,
            String office,
            boolean visible,
            List<Registration> registrations,
            List<Person> people,
            List<PartyMonths.Month> months) {}

    /** A registration in a line. */
    public record Registration(String regSerial, String name, String status, LocalDate registerDate, String office) {}

    /** One of the people in office; {@code shared} when the same id number stands on the other side too. */
    public record Person(String role, String name, String idMasked, LocalDate since, LocalDate until, boolean shared) {}

    /** A field of both sides; agreement 0 to 1 and weight as the resolver found them, null where it did not compare. */
    public record Field(String name, TextDiff.Both text, Double agreement, Double weight) {
        public boolean same() {
            return !text.a().isEmpty()
                    && text.a().stream().noneMatch(TextDiff.Piece::differs)
                    && text.b().stream().noneMatch(TextDiff.Piece::differs)
                    && !text.b().isEmpty();
        }
    }

    /** Another tax id of the two taxpayers, or one that waits to be compared with them. */
    public record Member(String taxId, String name, String side, String rule, BigDecimal score, Long pairId) {}

    public ReviewQueries.Place place() {
        return new ReviewQueries.Place(score, id);
    }
}
