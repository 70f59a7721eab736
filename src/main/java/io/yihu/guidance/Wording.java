package io.yihu.guidance;

import java.util.List;

/**
 * A template in one version: for whom it is, what it says and what has to happen before the service is done.
 *
 * @param classes KEY GENERAL SMALL; empty for all
 * @param notice risk notice to be signed in the hall, null without
 * @param task an officer gets the service as a task
 * @param matter kind of that task, null for the kind that follows from the rest
 * @param settles whether the task ends with the service; one that is work of its own does not
 * @param call somebody telephones where the reminders stay unanswered
 * @param reminders working days after the sending
 * @param channels ways to the taxpayer: E_BUREAU, SMS, INTERACT
 */
public record Wording(
        String code,
        String event,
        int version,
        List<String> levels,
        List<String> classes,
        boolean ack,
        boolean phone,
        boolean hall,
        boolean sign,
        boolean task,
        boolean call,
        String matter,
        boolean settles,
        String title,
        String body,
        String notice,
        List<Integer> reminders,
        int validDays,
        List<String> channels) {
    /** Ways a message may take to a taxpayer. */
    public static final List<String> CHANNELS = List.of("E_BUREAU", "SMS", "INTERACT");

    /** The same template with another text. */
    Wording with(
            int newVersion,
            String newTitle,
            String newBody,
            String newNotice,
            List<Integer> days,
            int valid,
            List<String> ways) {
        return new Wording(
                code,
                event,
                newVersion,
                levels,
                classes,
                ack,
                phone,
                hall,
                sign,
                task,
                call,
                matter,
                settles,
                newTitle,
                newBody,
                newNotice,
                days,
                valid,
                ways);
    }

    /** Kind of matter an officer gets with it. */
    String matterType() {
        return matter != null ? matter : hall ? "HALL_COACHING" : phone ? "SERVICE_PHONE" : "SERVICE";
    }
}
