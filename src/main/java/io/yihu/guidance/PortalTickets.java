package io.yihu.guidance;

import io.yihu.platform.Refusal;
import io.yihu.platform.YihuClock;
import io.yihu.platform.YihuProperties;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tickets of the electronic tax bureau: who is signed in there and for which taxpayer, as JSON signed with Ed25519 by the key in
 * {@code yihu.portal.public-key}. A demo without that key is its own bureau.
 */
@Component
class PortalTickets {
    private static final Duration GOOD = Duration.ofMinutes(2);
    private static final int LONGEST = 2000;
    private final JsonMapper json;
    private final YihuClock clock;
    private final PublicKey trusted;
    private final KeyPair own;

    /** What a ticket says. */
    record Claims(String tax_id, String person_no, Instant issued_at, String nonce) {}

    PortalTickets(Environment environment, YihuProperties properties, JsonMapper json, YihuClock clock)
            throws GeneralSecurityException {
        this.json = json;
        this.clock = clock;
        String configured = environment.getProperty("yihu.portal.public-key", "");
        own = configured.isBlank() && properties.demoMode()
                ? KeyPairGenerator.getInstance("Ed25519").generateKeyPair()
                : null;
        trusted = own != null
                ? own.getPublic()
                : configured.isBlank()
                        ? null
                        : KeyFactory.getInstance("Ed25519")
                                .generatePublic(new X509EncodedKeySpec(
                                        Base64.getDecoder().decode(configured)));
    }

    /** Whether this is a demo that plays the bureau. */
    boolean demo() {
        return own != null;
    }

    /** A ticket of the demo's own bureau. */
    String issue(String taxId, String personNo) {
        if (own == null) {
            throw Refusal.notFound();
        }
        String claims = json.writeValueAsString(
                new Claims(taxId, personNo, clock.instant(), UUID.randomUUID().toString()));
        byte[] said = claims.getBytes(StandardCharsets.UTF_8);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(own.getPrivate());
            signature.update(said);
            Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
            return encoder.encodeToString(said) + "." + encoder.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a ticket says; refused where the bureau did not sign it or it has run out. */
    Claims read(String ticket) {
        String[] parts = ticket == null || ticket.length() > LONGEST ? new String[0] : ticket.split("\\.");
        if (trusted == null || parts.length != 2) {
            throw Refusal.forbidden("guidance.refused.ticket");
        }
        try {
            byte[] said = Base64.getUrlDecoder().decode(parts[0]);
            Signature signature = Signature.getInstance("Ed25519");
            signature.initVerify(trusted);
            signature.update(said);
            if (!signature.verify(Base64.getUrlDecoder().decode(parts[1]))) {
                throw Refusal.forbidden("guidance.refused.ticket");
            }
            Claims claims = json.readValue(said, Claims.class);
            Duration age = Duration.between(claims.issued_at(), clock.instant());
            if (age.abs().compareTo(GOOD) > 0
                    || claims.nonce() == null
                    || claims.nonce().length() < 16) {
                throw Refusal.conflict("guidance.refused.ticketOld");
            }
            return claims;
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException | NullPointerException e) {
            throw Refusal.forbidden("guidance.refused.ticket");
        }
    }
}
