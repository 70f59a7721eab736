package io.yihu.organization;

import io.yihu.platform.YihuProperties;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator may set about signing in; {@code idle}, after which a forgotten session ends, is read by the store of sessions.
 *
 * @param profile which rules passwords keep
 * @param secondFactor who must have a second factor; empty means nobody in a demo and the administrators elsewhere
 * @param longestSession after which everyone signs in again, however busy
 * @param sessionsPerAccount the oldest sessions above it end at the next sign-in; empty means three, in a demo many more
 * @param grantApproval whether a role needs a second person's yes; empty means not in a demo
 */
@ConfigurationProperties("yihu.sign-in")
record SignInProperties(
        PasswordProfile profile,
        SecondFactorDuty secondFactor,
        Duration longestSession,
        Integer sessionsPerAccount,
        Boolean grantApproval) {
    private static final int HOURS = 12;
    private static final int SESSIONS = 3;
    private static final int SESSIONS_OF_A_DEMO = 200;

    /** Who must have a second factor; anyone may. */
    enum SecondFactorDuty {
        NOBODY,
        ADMINISTRATORS,
        EVERYONE
    }

    SignInProperties {
        profile = profile == null ? PasswordProfile.DJBH3 : profile;
        longestSession = longestSession == null ? Duration.ofHours(HOURS) : longestSession;
    }

    SecondFactorDuty duty(YihuProperties yihu) {
        if (secondFactor != null) {
            return secondFactor;
        }
        return yihu.demoMode() ? SecondFactorDuty.NOBODY : SecondFactorDuty.ADMINISTRATORS;
    }

    /** The accounts of a demo are everybody's. */
    int sessions(YihuProperties yihu) {
        if (sessionsPerAccount != null) {
            return sessionsPerAccount;
        }
        return yihu.demoMode() ? SESSIONS_OF_A_DEMO : SESSIONS;
    }

    boolean approvesGrants(YihuProperties yihu) {
        return grantApproval == null ? !yihu.demoMode() : grantApproval;
    }
}
