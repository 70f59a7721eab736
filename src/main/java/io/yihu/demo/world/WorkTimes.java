package io.yihu.demo.world;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Moments at which one person works on one thing, always forward and always in working hours. */
public final class WorkTimes {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private final Dice dice;
    private LocalDateTime now;

    /** @param key what the moments belong to: the same key gives the same moments */
    public WorkTimes(String key, Instant from) {
        this.dice = Dice.of(key.hashCode(), "work " + key, key.length());
        this.now = LocalDateTime.ofInstant(from, CHINA);
    }

    public Instant now() {
        return now.atZone(CHINA).toInstant();
    }

    public boolean chance(double probability) {
        return dice.chance(probability);
    }

    public int between(int low, int high) {
        return dice.between(low, high);
    }

    /** Within the first two working hours from here. */
    public void firstHours() {
        LocalDate day = working(now.toLocalDate());
        now = day.atTime(8, 35).plusMinutes(dice.between(0, 110));
    }

    /** A little later the same day. */
    public void minutes(int minutes) {
        now = now.plusMinutes(minutes);
    }

    /** That many working days later, at some hour; 0 is later the same working day. */
    public void workdays(int days) {
        LocalDate day = now.toLocalDate();
        LocalDate target = working(day);
        for (int i = 0; i < days; i++) {
            target = working(target.plusDays(1));
        }
        LocalDateTime wanted = target.atTime(dice.between(9, 16), dice.between(0, 59), dice.between(0, 59));
        now = wanted.isAfter(now) ? wanted : now.plusMinutes(dice.between(3, 25));
    }

    /** Not before that moment. */
    public void after(Instant moment) {
        LocalDateTime then = LocalDateTime.ofInstant(moment, CHINA);
        if (then.isAfter(now)) {
            now = then;
        }
    }

    private static LocalDate working(LocalDate day) {
        LocalDate at = day;
        while (at.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0 || Days.holiday(at)) {
            at = at.plusDays(1);
        }
        return at;
    }
}
