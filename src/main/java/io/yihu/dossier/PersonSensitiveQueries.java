package io.yihu.dossier;

import io.yihu.platform.CurrentActor;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person's own tax data, credit band and capacity flag; a diagnosis stands nowhere in this system. */
@Component
@RequiredArgsConstructor
public class PersonSensitiveQueries {
    private static final int MONTHS = 60;
    private final JdbcClient jdbc;

    /** Coded facts about the person, each with the day its source spoke. */
    public record Flags(
            String capabilityFlag,
            LocalDate flagDay,
            String flagBatch,
            Boolean deathFlag,
            Long creditScore,
            String creditBand,
            LocalDate creditDay,
            String legalBasis) {}

    /** What one payer withheld in one month. */
    public record Income(
            LocalDate period,
            long subjectId,
            String payer,
            boolean visible,
            BigDecimal pay,
            BigDecimal tax,
            String source,
            Long batchId,
            Long lineNo) {}

    /** Everything that is shown to a purpose only. */
    public record Sensitive(Flags flags, List<Income> incomes, BigDecimal pay, BigDecimal tax) {}

    Sensitive of(long personId) {
        Flags flags = jdbc.sql("""
                        select p.capability_flag, f.received_at as flag_day, f.source_batch as flag_batch, p.death_flag, p.credit_score,
                          c.band as credit_band, c.day as credit_day, c.legal_basis
                        from taxpayer.v_person p left join taxpayer.v_illness_flag f on f.person_id = p.id
                        left join lateral (select band, day, legal_basis from taxpayer.v_credit_score s
                          where s.person_id = p.id order by day desc limit 1) c on true
                        where p.id = ?""").param(personId).query(Flags.class).single();
        List<Income> incomes = jdbc.sql("""
                        select i.period, i.subject_id, s.name as payer, {visible} as visible, i.pay, i.tax, i.source, i.batch_id, i.line_no
                        from taxpayer.v_person_income i join taxpayer.v_subject s on s.id = i.subject_id
                        where i.person_id = :id order by i.period desc, s.name limit :most""".replace("{visible}", Visibility.OF_SUBJECT))
                .params(Visibility.of(CurrentActor.get()))
                .param("id", personId)
                .param("most", MONTHS)
                .query(Income.class)
                .list();
        return new Sensitive(
                flags,
                incomes,
                sum(incomes.stream().map(Income::pay)),
                sum(incomes.stream().map(Income::tax)));
    }

    private static BigDecimal sum(java.util.stream.Stream<BigDecimal> amounts) {
        return amounts.filter(java.util.Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
