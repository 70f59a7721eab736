package io.yihu.organization;

import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import org.springframework.stereotype.Service;

/** Leaves the rows of sign-in and sign-out. What a stranger typed as a name is kept only when it names an account. */
@Service
class SessionTrailService {
    @Traced("organization.session.open")
    public void opened(String login) {
        Trail.object("account", login);
    }

    @Traced("organization.session.fail")
    public void failed(String login, boolean known, int failures) {
        about(login, known);
        Trail.note("failures", failures);
    }

    @Traced("organization.session.lock")
    public void locked(String login, boolean known, int failures) {
        about(login, known);
        Trail.note("failures", failures);
        Trail.note("minutes", SignInCheck.LOCK_MINUTES);
    }

    @Traced("organization.session.refuse")
    public void refused(String login, boolean known) {
        about(login, known);
    }

    @Traced("organization.session.close")
    public void closed(String login) {
        Trail.object("account", login);
    }

    private static void about(String login, boolean known) {
        Trail.object("account", known ? login : "(unknown)");
    }
}
