package io.yihu.exchange.connector;

import io.yihu.exchange.Feeds;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Connectors with how far each data set was taken, and the last times it was asked. */
@Component
@RequiredArgsConstructor
public class ConnectorQueries {
    private final Connectors connectors;
    private final ConnectorPull pulls;
    private final Feeds feeds;
    private final JdbcClient jdbc;

    /**
     * A connector on the page.
     *
     * @param place where its rows come from; null where nothing is set up
     */
    public record View(Connector connector, String place, List<SetView> sets) {}

    /** One data set of it; feeds are those its mapping leads to. */
    public record SetView(
            Connector.DataSet set, String titleZh, String titleEn, List<String> feeds, LocalDateTime mark, Pull last) {}

    /** One time a data set was asked; marks in the words of the source. */
    public record Pull(
            long id,
            String connector,
            String dataSet,
            Instant startedAt,
            Instant finishedAt,
            LocalDateTime fromMark,
            LocalDateTime toMark,
            long rows,
            Long batchId,
            String state,
            String reason,
            Long loaded,
            Long rejected) {}

    private record Mark(String connector, String dataSet, LocalDateTime mark) {}

    public List<View> all() {
        List<Mark> marks = jdbc.sql("select connector, data_set, mark from exchange.connector_mark")
                .query(Mark.class)
                .list();
        List<Pull> last = jdbc.sql("select distinct on (p.connector, p.data_set) " + COLUMNS
                        + " order by p.connector, p.data_set, p.id desc")
                .query(Pull.class)
                .list();
        return connectors.all().stream()
                .map(connector -> new View(
                        connector,
                        pulls.way(connector).map(way -> way.place(connector)).orElse(null),
                        connector.sets().stream()
                                .map(set -> view(connector, set, marks, last))
                                .toList()))
                .toList();
    }

    private SetView view(Connector connector, Connector.DataSet set, List<Mark> marks, List<Pull> last) {
        var definition = feeds.require(set.definition());
        return new SetView(
                set,
                definition.titleZh(),
                definition.titleEn(),
                definition.targets().stream().map(target -> target.feed()).toList(),
                marks.stream()
                        .filter(mark -> mark.connector().equals(connector.code())
                                && mark.dataSet().equals(set.name()))
                        .map(Mark::mark)
                        .findFirst()
                        .orElse(null),
                last.stream()
                        .filter(pull -> pull.connector().equals(connector.code())
                                && pull.dataSet().equals(set.name()))
                        .findFirst()
                        .orElse(null));
    }

    /** Newest first. */
    public List<Pull> pulls(int limit) {
        return jdbc.sql("select " + COLUMNS + " order by p.id desc limit ?")
                .param(limit)
                .query(Pull.class)
                .list();
    }

    private static final String COLUMNS = """
            p.id, p.connector, p.data_set, p.started_at, p.finished_at, p.from_mark, p.to_mark, p.rows, p.batch_id, p.state, p.reason,
            b.rows_inserted + b.rows_updated as loaded, b.rows_rejected as rejected
            from exchange.connector_pull p left join exchange.batch b on b.id = p.batch_id""";
}
