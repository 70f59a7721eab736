package io.yihu.indicator;

/**
 * How a column of an evidence query is headed and shown.
 *
 * @param kind text, money, number, date, time or month
 */
public record EvidenceColumn(String name, String titleZh, String titleEn, String kind) {
    public String title(boolean english) {
        return english ? titleEn : titleZh;
    }
}
