package io.yihu.task.thread;

import io.yihu.platform.Refusal;
import java.util.Locale;

/**
 * What a thread is about.
 *
 * @param kind ORDER (a work order) or REGION (a package between regions)
 */
public record Topic(String kind, long id) {
    public Topic {
        kind = kind == null ? "" : kind.toUpperCase(Locale.ROOT);
        if (!kind.equals("ORDER") && !kind.equals("REGION")) {
            throw Refusal.notFound();
        }
    }

    /** As nodes call it among each other. */
    public String name() {
        return kind + ":" + id;
    }
}
