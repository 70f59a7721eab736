package io.yihu.dossier.space;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One counterparty over the months asked for.
 *
 * @param months in how many months there were dealings; null where only the largest were added up
 * @param share of the amount of that side
 * @param visible whether the actor may open its file
 * @param level only where the actor may open the counterparty
 * @param goods names of the largest goods, null where no lines were loaded
 */
public record Partner(
        long subjectId,
        String name,
        String taxId,
        String province,
        boolean external,
        boolean visible,
        long cnt,
        BigDecimal amt,
        BigDecimal tax,
        Integer months,
        Double share,
        LocalDate firstDate,
        LocalDate lastDate,
        String level,
        String goods) {
    Partner withGoods(String names) {
        return new Partner(
                subjectId, name, taxId, province, external, visible, cnt, amt, tax, months, share, firstDate, lastDate,
                level, names);
    }
}
