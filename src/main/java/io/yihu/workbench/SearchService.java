package io.yihu.workbench;

import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import io.yihu.workbench.SearchQueries.Hit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** One search over all registers; what was looked for stays in the trail. */
@Service
@RequiredArgsConstructor
public class SearchService {
    private final SearchQueries queries;

    /**
     * Hits by kind.
     *
     * @param more true when a kind has more hits than are shown
     */
    public record Result(SearchTerm term, List<Group> groups, boolean more) {
        /** The one thing the term names exactly, if there is just one. */
        public Optional<Hit> only() {
            List<Hit> exact = groups.stream()
                    .flatMap(group -> group.hits().stream())
                    .filter(Hit::exact)
                    .toList();
            return exact.size() == 1 ? Optional.of(exact.get(0)) : Optional.empty();
        }

        public boolean empty() {
            return groups.isEmpty();
        }
    }

    /** Hits of one kind. */
    public record Group(String kind, List<Hit> hits, boolean more) {}

    @Traced(value = "workbench.search.run", read = true)
    public Result search(String typed) {
        SearchTerm term = SearchTerm.of(typed);
        List<Group> groups = Stream.of(
                        queries.subjects(term), queries.persons(term), queries.officers(term), queries.offices(term))
                .filter(hits -> !hits.isEmpty())
                .map(hits -> new Group(
                        hits.get(0).kind(),
                        hits.stream().limit(SearchQueries.MOST).toList(),
                        hits.size() > SearchQueries.MOST))
                .toList();
        Trail.note("term", term.text());
        Trail.note(
                "hits", groups.stream().mapToInt(group -> group.hits().size()).sum());
        return new Result(term, groups, groups.stream().anyMatch(Group::more));
    }
}
