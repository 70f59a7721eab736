package io.yihu.guidance;

import io.yihu.guidance.PushWriting.Laid;
import io.yihu.indicator.SecretTerms;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.task.DispatchService;
import io.yihu.task.MatterService;
import io.yihu.task.RaiseMatter;
import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Service;

/** Sends messages: wording by level and class, an officer by the dispatch, a link that opens once, reminders, calls. */
@Service
@RequiredArgsConstructor
public class PushService {
    /** Source of the matters this module raises. */
    static final String SOURCE = "GUIDANCE";

    private static final int MOST = 500;
    private final Wordings wordings;
    private final Addressees addressees;
    private final PushWriting writing;
    private final PushAccess access;
    private final PushLog log;
    private final PushClosing closing;
    private final Links links;
    private final Courier courier;
    private final MatterService matters;
    private final DispatchService dispatch;
    private final SecretTerms secrets;
    private final YihuClock clock;

    /**
     * Sends what was not sent before about these occasions; who is cancelled, and levels the event says nothing to, are left out.
     *
     * @return how many messages are new
     * @throws Refusal when a text would tell something secret: then none is sent
     */
    @Traced("guidance.push.send")
    public int send(String event, List<Occasion> occasions) {
        Instant now = clock.instant();
        Trail.object("guidance.event", event);
        Trail.note("offered", occasions.size());
        List<Occasion> silent = new ArrayList<>();
        List<Map<String, Object>> rows = rows(event, occasions, silent);
        writing.keepSilent(event, silent, now);
        rows.forEach(this::refuseSecrets);
        List<Laid> laid = rows.isEmpty() ? List.of() : writing.insert(rows, now);
        Trail.note("raised", laid.size());
        if (laid.isEmpty()) {
            return 0;
        }
        if (laid.size() == 1) {
            Trail.subject(laid.get(0).subjectId());
        }
        List<Long> ids = laid.stream().map(Laid::id).toList();
        log.steps(ids, "SENT", null, now);
        raise(laid.stream().filter(each -> each.matterType() != null).toList());
        courier.hand(laid, links.issue(ids), "guidance.notice");
        laid.forEach(each -> Trail.each("guidance.push", each.id(), each.subjectId(), Map.of()));
        return laid.size();
    }

    /** Reminds who did not acknowledge, has somebody telephone where that was in vain, and ends what nobody waits for. */
    @Traced("guidance.push.remind")
    public int remind() {
        Instant now = clock.instant();
        List<Laid> told = writing.remind(now, MOST);
        List<Long> ids = told.stream().map(Laid::id).toList();
        if (!told.isEmpty()) {
            log.steps(ids, "REMINDED", null, now);
            courier.hand(told, links.issue(ids), "guidance.reminder");
        }
        List<Laid> calls = writing.toCall(now, MOST);
        if (!calls.isEmpty()) {
            matters.raise(
                    calls.stream().map(each -> matter(each, "SERVICE_PHONE")).toList());
            List<Long> called = calls.stream().map(Laid::id).toList();
            dispatchNow(writing.linkPhoneTasks(called));
            log.steps(called, "CALL", null, now);
        }
        List<Long> ended = writing.expire(now);
        log.steps(ended, "EXPIRED", null, now);
        Trail.note("reminded", told.size());
        Trail.note("calls", calls.size());
        Trail.note("expired", ended.size());
        return told.size() + calls.size() + ended.size();
    }

    /** A fresh address to hand to the taxpayer; those handed out before and not yet used stop working. */
    @Traced("guidance.push.link")
    public String link(long pushId) {
        Push push = access.office(pushId);
        if (push.getState().equals("WITHDRAWN")) {
            throw Refusal.conflict("guidance.refused.withdrawn");
        }
        links.revoke(pushId);
        log.step(push, "LINK", null, clock.instant());
        return links.issue(List.of(pushId)).get(pushId);
    }

    /** An officer telephoned, and says what was talked about. */
    @Traced("guidance.push.phone")
    public void phone(long pushId, String note) {
        Push push = access.office(pushId);
        String said = Said.of(note);
        Instant now = clock.instant();
        if (!push.phone(now)) {
            Trail.note("repeated", true);
            return;
        }
        Trail.note("note", said);
        log.step(push, "PHONED", said, now);
        closing.settlePhone(push, said);
        closing.follow(push, now);
    }

    /** A message that should not have been sent, with the reason; its link stops working. */
    @Traced("guidance.push.withdraw")
    public void withdraw(long pushId, String reason) {
        Push push = access.office(pushId);
        String said = Said.of(reason);
        Instant now = clock.instant();
        push.withdraw(now);
        links.revoke(pushId);
        Trail.note("reason", said);
        log.step(push, "WITHDRAWN", said, now);
        closing.settle(push, said);
    }

    private List<Map<String, Object>> rows(String event, List<Occasion> occasions, List<Occasion> silent) {
        List<Wording> templates = wordings.of(event);
        List<Long> subjects =
                occasions.stream().map(Occasion::subjectId).distinct().toList();
        Map<Long, Addressees.Addressee> known = addressees.find(subjects);
        Map<Long, String> levels = addressees.levels(known.keySet());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Occasion occasion : occasions) {
            Addressees.Addressee to = known.get(occasion.subjectId());
            String level = levels.get(occasion.subjectId());
            Optional<Wording> wording =
                    to == null ? Optional.empty() : ServicePolicy.choose(templates, level, to.taxpayerClass());
            wording.ifPresentOrElse(each -> rows.add(row(each, occasion, to, level)), () -> silent.add(occasion));
        }
        return rows;
    }

    private static Map<String, Object> row(Wording wording, Occasion occasion, Addressees.Addressee to, String level) {
        Map<String, String> words = new HashMap<>(occasion.words());
        words.put("name", to.name());
        words.put("office", to.office());
        words.put("date", LocalDate.ofInstant(occasion.at(), YihuClock.CHINA).toString());
        Map<String, Object> row = new HashMap<>();
        row.put("subject_id", to.id());
        row.put("event", wording.event());
        row.put("event_ref", occasion.ref());
        row.put("happened_at", occasion.at().toString());
        row.put("template", wording.code());
        row.put("template_version", wording.version());
        row.put("level", level);
        row.put("taxpayer_class", to.taxpayerClass());
        row.put("title", ServicePolicy.fill(wording.title(), words));
        row.put("body", ServicePolicy.fill(wording.body(), words));
        row.put("notice", ServicePolicy.fill(wording.notice(), words));
        row.put("checked", checked(wording, words));
        row.put("ack", wording.ack());
        row.put("phone", wording.phone());
        row.put("hall", wording.hall());
        row.put("sign", wording.sign());
        row.put("calls", wording.call());
        row.put("reminders", wording.reminders());
        boolean brings = wording.task() && (occasion.taskId() == null || wording.matter() != null);
        row.put("matter_type", brings ? wording.matterType() : null);
        row.put("task_id", brings ? null : occasion.taskId());
        row.put("own", wording.settles() && (brings || wording.hall()));
        row.put("channels", ways(wording, to));
        row.put("valid_days", wording.validDays());
        return row;
    }

    /** Everything but the taxpayer's own figures, which may happen to equal a threshold and tell nothing. */
    private static String checked(Wording wording, Map<String, String> words) {
        Map<String, String> said = new HashMap<>(words);
        said.put("facts", "");
        return ServicePolicy.fill(
                String.join("\n", wording.title(), wording.body(), Objects.requireNonNullElse(wording.notice(), "")),
                said);
    }

    /** Nobody gets a short message without a telephone; the bureau is never left out. */
    private static List<String> ways(Wording wording, Addressees.Addressee to) {
        List<String> ways = wording.channels().stream()
                .filter(way -> to.phone() != null || !way.equals("SMS"))
                .toList();
        return ways.isEmpty() ? List.of("E_BUREAU") : ways;
    }

    private void refuseSecrets(Map<String, Object> row) {
        List<SecretTerms.Match> found = secrets.scan((String) row.get("checked"));
        if (!found.isEmpty()) {
            throw Refusal.conflict("guidance.refused.secret", found.get(0).text());
        }
    }

    private void raise(List<Laid> laid) {
        if (laid.isEmpty()) {
            return;
        }
        matters.raise(laid.stream().map(each -> matter(each, each.matterType())).toList());
        dispatchNow(writing.linkTasks(laid.stream().map(Laid::id).toList()));
    }

    private static RaiseMatter matter(Laid each, String type) {
        return new RaiseMatter(
                each.subjectId(), type, SOURCE, Long.toString(each.id()), each.level(), each.title(), null);
    }

    /** Not tonight: an officer gets it within the minute, whoever's scope the sender has. */
    private void dispatchNow(List<Long> tasks) {
        if (!tasks.isEmpty()) {
            CurrentActor.as(Actor.SYSTEM, () -> dispatch.dispatchChosen(tasks));
        }
    }
}
