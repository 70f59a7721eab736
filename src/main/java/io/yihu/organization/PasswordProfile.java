package io.yihu.organization;

/**
 * Two schools of what a password must be, which contradict each other; an authority chooses one.
 *
 * <p>DJBH3 follows the third level of the classified protection (GB/T 22239-2019, 8.1.4.1): kinds of signs and regular change.
 * ASVS follows OWASP ASVS 5.0 (6.2): length and lists of common words instead, no kinds (6.2.5), no expiry (6.2.10).
 */
enum PasswordProfile {
    DJBH3(10, 3, 5, 90),
    ASVS(12, 1, 0, 36_500);

    final int shortest;
    final int classes;
    /** Earlier passwords that must not come again. */
    final int remembered;

    final int daysValid;

    PasswordProfile(int shortest, int classes, int remembered, int daysValid) {
        this.shortest = shortest;
        this.classes = classes;
        this.remembered = remembered;
        this.daysValid = daysValid;
    }
}
