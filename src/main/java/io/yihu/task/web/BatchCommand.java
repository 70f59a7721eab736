package io.yihu.task.web;

import io.yihu.platform.Actor;
import io.yihu.platform.Refusal;
import io.yihu.platform.Roles;
import io.yihu.task.TaskRow;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What may be done with several matters at once, by whom, and with which of them. */
enum BatchCommand {
    DISPATCH(Roles.GRID_ADMIN),
    TRANSFER(Roles.SUPERVISOR, Roles.GRID_ADMIN),
    APPROVE(Roles.SUPERVISOR);

    private static final Set<String> FIXED = Set.of("NEW", "SUBMITTED", "APPROVED", "CLOSED", "CANCELLED");
    private final String[] roles;

    BatchCommand(String... roles) {
        this.roles = roles;
    }

    static List<BatchCommand> of(Actor actor) {
        return Arrays.stream(values())
                .filter(command -> Arrays.stream(command.roles).anyMatch(actor::has))
                .toList();
    }

    /** The command of that name, when the actor may give it. */
    static BatchCommand of(String typed, Actor actor) {
        return of(actor).stream()
                .filter(command -> command.word().equals(typed))
                .findFirst()
                .orElseThrow(Refusal::notFound);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the task is in a state the command takes. */
    boolean takes(TaskRow task, Actor actor) {
        return switch (this) {
            case DISPATCH -> task.state().equals("NEW");
            case TRANSFER -> !FIXED.contains(task.state());
            case APPROVE ->
                task.state().equals("SUBMITTED")
                        && (task.officerId() == null || !task.officerId().equals(actor.officerId()));
        };
    }
}
