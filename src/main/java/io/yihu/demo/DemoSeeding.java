package io.yihu.demo;

import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.DatabaseMarker;
import io.yihu.platform.JobContext;
import io.yihu.platform.JobHandler;
import io.yihu.taxpayer.EntityResolution;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes the demo by walking the real street: files, imports, grids, accounts, nightly runs, handled work.
 *
 * <p>Each step is remembered once done; a killed seeding goes on with the step it was in, and every step may run twice.
 */
@Slf4j
@Component
@RequiredArgsConstructor
public class DemoSeeding implements JobHandler {
    /** Shared by all demo accounts and shown on the sign-in page. */
    public static final String PASSWORD = "Yihu-demo-2026";

    static final String KIND = "demo.seed";
    static final String STATE = "demo.state";
    private static final String DONE_STEPS = "demo.steps";

    private final DatabaseMarker marker;
    private final DemoClock clock;
    private final DemoFeeds feeds;
    private final DemoAccounts accounts;
    private final DemoAgreements agreements;
    private final DemoConnectors connectors;
    private final DemoGrids grids;
    private final DemoRuns runs;
    private final DemoHandling handling;
    private final DemoService service;
    private final DemoIdentities identities;
    private final DemoModels models;
    private final DemoControl control;
    private final DemoLoops loops;
    private final DemoGuidance guidance;
    private final EntityResolution resolution;
    private final MessageSource messages;

    private record Step(String code, String detail, Runnable work) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void run(JobContext job) {
        begin();
        identities.closeGaps();
        List<Step> steps = steps(job);
        int done = marker.read(DONE_STEPS).map(Integer::parseInt).orElse(0);
        for (int i = done; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (job != null) {
                job.progress(i, steps.size(), title(step));
            }
            long before = System.nanoTime();
            step.work().run();
            log.info("Demo {} {}: {} s", step.code(), step.detail(), (System.nanoTime() - before) / 10_000_000 / 100.0);
            marker.write(DONE_STEPS, Integer.toString(i + 1));
        }
        clock.arrive();
        marker.write(STATE, "done");
        log.info("Demo done");
    }

    /** The same on the calling thread, for tests. */
    public void seedNow() {
        CurrentActor.as(Actor.SYSTEM, () -> {
            run(null);
            return null;
        });
    }

    /** From here on the database is a demo, whatever happens. */
    void begin() {
        marker.write("mode", "demo");
        if (!marker.read(STATE).filter("done"::equals).isPresent()) {
            marker.write(STATE, "running");
        }
        clock.arrive();
    }

    private List<Step> steps(JobContext job) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("files", "", feeds::generate));
        DemoFeeds.FIRST.forEach(feed -> steps.add(new Step("feed", feed, () -> feeds.load(feed))));
        steps.add(new Step("accounts", "", accounts::create));
        steps.add(new Step("agreements", "", agreements::register));
        int place = steps.size();
        steps.add(new Step("feeds", "", () -> feeds.loadRest(feed -> begun(job, place, feed))));
        steps.add(new Step("resolve", "", resolution::resolveAll));
        steps.add(new Step("connectors", "", connectors::take));
        steps.add(new Step("grids", "", grids::create));
        List<LocalDate> days = DemoRuns.DAYS;
        for (int i = 0; i < days.size(); i++) {
            LocalDate day = days.get(i);
            if (i + 1 == days.size()) {
                steps.add(new Step("models", "", models::change));
            }
            steps.add(new Step("run", day.toString(), () -> runs.run(day)));
            if (i + 1 < days.size()) {
                LocalDate next = days.get(i + 1);
                steps.add(new Step("handling", day.toString(), () -> handling.work(day, next)));
            }
        }
        steps.add(new Step("loops", "", loops::play));
        steps.add(new Step("service", "", service::serve));
        steps.add(new Step("guidance", "", guidance::play));
        steps.add(new Step("review", "", models::review));
        steps.add(new Step("control", "", control::play));
        return steps;
    }

    private void begun(JobContext job, int place, String feed) {
        if (job != null) {
            job.progress(place, total(), title(new Step("feed", feed, null)));
        }
    }

    private int total() {
        return steps(null).size();
    }

    private String title(Step step) {
        String detail = step.code().equals("feed")
                ? messages.getMessage("demo.feed." + step.detail(), null, Locale.SIMPLIFIED_CHINESE)
                : step.detail();
        return messages.getMessage("demo.step." + step.code(), new Object[] {detail}, Locale.SIMPLIFIED_CHINESE);
    }
}
