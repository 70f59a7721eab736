package io.yihu.guidance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Templates in force: the definition, or the last text two persons agreed on. */
@Component
@RequiredArgsConstructor
public class Wordings {
    private final JdbcClient jdbc;
    private final ServiceEvents events;

    private record Live(
            String code,
            int version,
            String title,
            String body,
            String notice,
            Integer[] reminders,
            int validDays,
            String[] channels) {}

    /** Templates of one event. */
    List<Wording> of(String event) {
        Map<String, Live> live = live();
        return events.byCode(event).templates().stream()
                .map(each -> overlaid(each, live.get(each.code())))
                .toList();
    }

    public Wording byCode(String code) {
        return overlaid(events.template(code), live().get(code));
    }

    private static Wording overlaid(Wording defined, Live live) {
        return live == null
                ? defined
                : defined.with(
                        live.version(),
                        live.title(),
                        live.body(),
                        live.notice(),
                        List.of(live.reminders()),
                        live.validDays(),
                        live.channels() == null ? defined.channels() : List.of(live.channels()));
    }

    private Map<String, Live> live() {
        Map<String, Live> live = new HashMap<>();
        jdbc.sql("""
                        select code, version, title, body, notice, reminders, valid_days, channels from guidance.template_version where state = 'LIVE'""")
                .query((row, n) -> live.put(
                        row.getString("code"),
                        new Live(
                                row.getString("code"),
                                row.getInt("version"),
                                row.getString("title"),
                                row.getString("body"),
                                row.getString("notice"),
                                (Integer[]) row.getArray("reminders").getArray(),
                                row.getInt("valid_days"),
                                row.getArray("channels") == null
                                        ? null
                                        : (String[]) row.getArray("channels").getArray())))
                .list();
        return live;
    }
}
