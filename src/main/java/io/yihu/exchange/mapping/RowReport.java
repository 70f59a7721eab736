package io.yihu.exchange.mapping;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with the row at hand; a rejected row keeps all its reasons, up to ten. */
public final class RowReport {
    private static final int MOST = 10;
    private final List<BadCell> found = new ArrayList<>();
    private long line;
    private String feed;
    private boolean rejected;

    public void start(long newLine, String newFeed) {
        line = newLine;
        feed = newFeed;
        rejected = false;
        found.clear();
    }

    public void reject(String column, String value, String reason, Object... arguments) {
        rejected = true;
        add(column, value, reason, false, arguments);
    }

    public void warn(String column, String value, String reason, Object... arguments) {
        add(column, value, reason, true, arguments);
    }

    private void add(String column, String value, String reason, boolean warning, Object... arguments) {
        if (found.size() < MOST) {
            String[] texts = new String[arguments.length];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = String.valueOf(arguments[i]);
            }
            found.add(new BadCell(line, feed, column, BadCell.shorten(value), reason, texts, warning));
        }
    }

    public boolean rejected() {
        return rejected;
    }

    public List<BadCell> found() {
        return found;
    }
}
