package io.tributary.runtime.hooks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.hooks.verification.HookSecret;
import io.tributary.runtime.hooks.verification.KeptVerification;
import io.tributary.runtime.hooks.verification.KnownVerifications;
import io.tributary.runtime.hooks.verification.Scheme;
import io.tributary.runtime.hooks.verification.Schemes;
import io.tributary.runtime.hooks.verification.SetVerification;
import io.tributary.runtime.hooks.verification.Verifications;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a flow's webhook asks of its senders. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/hook/verification")
@Tag(name = "hooks")
final class VerificationController {
  private static final int LONGEST_HOURS = 24 * 30;

  private final Hooks hooks;
  private final Verifications verifications;
  private final SetVerification set;
  private final KnownVerifications known;

  VerificationController(
      Hooks hooks, Verifications verifications, SetVerification set, KnownVerifications known) {
    this.hooks = hooks;
    this.verifications = verifications;
    this.set = set;
    this.known = known;
  }

  /**
   * What is to be asked.
   *
   * @param scheme basic, api-key, standard-webhooks, stripe, github or hmac
   * @param header of api-key and hmac
   * @param prefix before hmac's signature
   * @param encoding of hmac's signature: hex (absent) or base64
   * @param secret the sender's; absent: a fresh one is made and shown once
   * @param keepPreviousHours so long the secret before stays good; absent: 0
   */
  record Wanted(
      @Nullable String scheme,
      @Nullable String header,
      @Nullable String prefix,
      @Nullable String encoding,
      @Nullable String secret,
      @Nullable Integer keepPreviousHours) {}

  /**
   * What is asked.
   *
   * @param lastFour characters of the secret
   * @param secret whole, in the answer to the request that had it made, and never again
   */
  record View(
      String scheme,
      @Nullable String header,
      @Nullable String prefix,
      @Nullable String encoding,
      @Nullable String lastFour,
      @Nullable Instant changedAt,
      @Nullable Instant previousUntil,
      @Nullable String secret) {

    static View of(KeptVerification kept, String lastFour, @Nullable HookSecret secret) {
      var shown = secret == null ? null : secret.text();
      var at = kept.changedAt();
      var until = kept.previousUntil();
      return switch (kept.scheme()) {
        case Scheme.ApiKey(var header) ->
            new View("api-key", header, null, null, lastFour, at, until, shown);
        case Scheme.Hmac(var header, var prefix, var encoding) ->
            new View(
                "hmac",
                header,
                prefix,
                encoding.name().toLowerCase(Locale.ROOT),
                lastFour,
                at,
                until,
                shown);
        default -> new View(kept.scheme().word(), null, null, null, lastFour, at, until, shown);
      };
    }
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "What the webhook asks of its senders; never the secret")
  View get(@PathVariable OrganizationName organization, @PathVariable FlowName name) {
    return verifications
        .find(found(organization, name).flow())
        .filter(kept -> !(kept.scheme() instanceof Scheme.None))
        .map(kept -> View.of(kept, set.secrets(kept).getFirst().lastFour(), null))
        .orElseGet(() -> new View("none", null, null, null, null, null, null, null));
  }

  @PutMapping
  @Needs(Permission.DEPLOY)
  @Operation(
      summary =
          "From now on senders have to show who they are; without a secret one is made, and shown"
              + " in this answer only")
  ResponseEntity<View> put(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestBody Wanted wanted) {
    var hook = found(organization, name);
    var wish =
        new SetVerification.Wish(
            organization, hook.flow(), scheme(wanted), secret(wanted), keepPrevious(wanted));
    var done = set(wish);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(View.of(done.verification(), done.lastFour(), done.secret().orElse(null)));
  }

  @DeleteMapping
  @Needs(Permission.DEPLOY)
  @Operation(summary = "From now on whoever knows the address may post")
  ResponseEntity<Void> remove(
      @PathVariable OrganizationName organization, @PathVariable FlowName name) {
    // Kept as a version that asks nothing: a version that came again would be taken for the old
    // one.
    var flow = found(organization, name).flow();
    if (verifications.find(flow).isPresent()) {
      set(new SetVerification.Wish(organization, flow, new Scheme.None(), null, Duration.ZERO));
    }
    return ResponseEntity.noContent().build();
  }

  private SetVerification.Set set(SetVerification.Wish wish) {
    var done =
        set.set(wish)
            .orElseThrow(
                () ->
                    Refusal.conflict(
                        "verification-conflict",
                        "Somebody else changed it at the same time. Look and try again."));
    known.refresh();
    return done;
  }

  private Hook found(OrganizationName organization, FlowName name) {
    return hooks
        .named(organization, name)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "hook-not-found",
                    "There is no flow \"%s\" with a webhook in this organization."
                        .formatted(name)));
  }

  private static Scheme scheme(Wanted wanted) {
    try {
      var scheme =
          Schemes.of(
              Objects.requireNonNullElse(wanted.scheme(), ""),
              wanted.header(),
              wanted.prefix(),
              wanted.encoding());
      if (scheme instanceof Scheme.None) {
        throw new IllegalArgumentException("to ask nothing, DELETE the verification");
      }
      return scheme;
    } catch (IllegalArgumentException wrong) {
      throw Refusal.badRequest("verification-invalid", wrong.getMessage() + ".");
    }
  }

  private static @Nullable HookSecret secret(Wanted wanted) {
    var given = wanted.secret();
    try {
      return given == null ? null : new HookSecret(given);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.badRequest("secret-invalid", wrong.getMessage() + ".");
    }
  }

  private static Duration keepPrevious(Wanted wanted) {
    int hours = Objects.requireNonNullElse(wanted.keepPreviousHours(), 0);
    if (hours < 0 || hours > LONGEST_HOURS) {
      throw Refusal.badRequest(
          "verification-invalid", "The secret before is kept for 0 to 720 hours.");
    }
    return Duration.ofHours(hours);
  }
}
