package io.yihu.platform;

import java.util.List;

/**
 * One entry of the left navigation; each module declares its own as a bean.
 *
 * @param group message key suffix of the group: workbench, file, risk, network, sampling, grid, service, control,
 *     performance, data, log, system
 * @param order place inside the group
 * @param titleKey message key
 * @param url where it leads
 * @param roles who sees it; empty means everyone signed in
 */
public record NavItem(String group, int order, String titleKey, String url, List<String> roles) {
    /** Groups in the order of the screen. */
    public static final List<String> GROUPS = List.of(
            "workbench",
            "file",
            "risk",
            "network",
            "sampling",
            "grid",
            "service",
            "control",
            "performance",
            "data",
            "log",
            "system");

    boolean visibleTo(Actor actor) {
        return roles.isEmpty() || roles.stream().anyMatch(actor::has);
    }
}
