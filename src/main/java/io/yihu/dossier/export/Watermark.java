package io.yihu.dossier.export;

import io.yihu.platform.YihuClock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The words that stand on every sheet and page: who took it out, and when. */
record Watermark(String text) {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(YihuClock.CHINA);

    static Watermark of(Export export, Instant at) {
        String number = export.staffNo() == null ? export.login() : export.staffNo();
        return new Watermark(export.actorName() + " " + number + " " + MINUTE.format(at));
    }
}
