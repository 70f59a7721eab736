package io.yihu.platform;

import java.util.Comparator;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** The left navigation of one actor, grouped by task. */
@Component
@RequiredArgsConstructor
public class Navigation {
    private final List<NavItem> items;

    /** One group with the entries its actor may open. */
    public record Group(String name, List<NavItem> items) {}

    public List<Group> of(Actor actor) {
        return NavItem.GROUPS.stream()
                .map(group -> new Group(
                        group,
                        items.stream()
                                .filter(item -> item.group().equals(group) && item.visibleTo(actor))
                                .sorted(Comparator.comparingInt(NavItem::order))
                                .toList()))
                .filter(group -> !group.items().isEmpty())
                .toList();
    }
}
