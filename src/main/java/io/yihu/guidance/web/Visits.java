package io.yihu.guidance.web;

import io.yihu.guidance.PushAccess;
import io.yihu.guidance.TaxpayerService.Visit;
import io.yihu.platform.Actor;
import io.yihu.platform.CurrentActor;
import io.yihu.platform.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** The taxpayer in the session of a browser; whoever is signed in as an officer is on the wrong side. */
final class Visits {
    private static final String VISIT = "guidance.visit";

    private Visits() {}

    static void begin(HttpServletRequest request, Visit visit) {
        request.getSession(true);
        request.changeSessionId();
        request.getSession().setAttribute(VISIT, visit);
    }

    static void go(HttpSession session, Visit visit) {
        session.setAttribute(VISIT, visit);
    }

    static void end(HttpSession session) {
        session.removeAttribute(VISIT);
    }

    static Optional<Visit> find(HttpSession session) {
        refuseOfficers();
        return session.getAttribute(VISIT) instanceof Visit visit ? Optional.of(visit) : Optional.empty();
    }

    static Visit of(HttpSession session) {
        return find(session).orElseThrow(() -> Refusal.forbidden("guidance.refused.noVisit"));
    }

    static void refuseOfficers() {
        if (CurrentActor.get() != Actor.SYSTEM) {
            throw Refusal.forbidden("guidance.refused.wrongSide");
        }
    }

    static Actor actor(Visit visit) {
        return PushAccess.actor(
                visit.taxId(), visit.portal() ? visit.name() + "（" + visit.person() + "）" : visit.name());
    }
}
