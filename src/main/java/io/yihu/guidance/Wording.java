package io.yihu.guidance;

import java.util.List;

/**
 * A template in one version: for whom it is, what it says and what has to happen before the service is done.
 *
 * @param classes KEY GENERAL SMALL; empty for all
 * @param notice risk notice to be signed in the hall, null without
 * @param task an officer gets the service as a task
 * @param call somebody telephones where the reminders stay unanswered
 * @param reminders working days after the sending
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
        String title,
        String body,
        String notice,
        List<Integer> reminders,
        int validDays) {

    /** The same template with another text. */
    Wording with(int newVersion, String newTitle, String newBody, String newNotice, List<Integer> days, int valid) {
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
                newTitle,
                newBody,
                newNotice,
                days,
                valid);
    }

    /** Kind of matter an officer gets with it. */
    String matterType() {
        return hall ? "SERVICE_HALL" : phone ? "SERVICE_PHONE" : "SERVICE";
    }
}
