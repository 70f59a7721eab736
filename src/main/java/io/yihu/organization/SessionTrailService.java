package io.yihu.organization;

import io.yihu.trail.Traced;
import io.yihu.trail.Trail;
import org.springframework.stereotype.Service;

/** Leaves the rows of sign-in and sign-out. What a stranger typed as a name is kept only when it names an account. */
@Service
class SessionTrailService {
    @Traced("organization.session.open")
    public boolean opened(String login) {
        Trail.object("account", login);
        return true;
    }

    @Traced("organization.session.fail")
    public boolean failed(String login, boolean known, int failures) {
        about(login, known);
        Trail.note("failures", failures);
        return true;
    }

    @Traced("organization.session.lock")
    public boolean locked(String login, boolean known, int failures) {
        about(login, known);
        Trail.note("failures", failures);
        Trail.note("minutes", SignInCheck.LOCK_MINUTES);
        return true;
    }

    @Traced("organization.session.refuse")
    public boolean refused(String login, boolean known) {
        about(login, known);
        return true;
    }

    @Traced("organization.session.close")
    public boolean closed(String login) {
        Trail.object("account", login);
        return true;
    }

    @Traced("organization.session.displace")
    public boolean displaced(String login, int sessions) {
        Trail.object("account", login);
        Trail.note("sessions", sessions);
        return true;
    }

    private static void about(String login, boolean known) {
        Trail.object("account", known ? login : "(unknown)");
    }
}
