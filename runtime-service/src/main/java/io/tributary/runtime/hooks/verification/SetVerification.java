package io.tributary.runtime.hooks.verification;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.keys.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says what a flow's webhook asks of its senders, and opens it again for those who judge. */
@Component
public final class SetVerification {
  private final Verifications verifications;
  private final Vault vault;
  private final Clock clock;

  SetVerification(Verifications verifications, Vault vault, Clock clock) {
    this.verifications = verifications;
    this.vault = vault;
    this.clock = clock;
  }

  /**
   * What is wanted.
   *
   * @param secret of the sender; absent: a fresh one is made
   * @param keepPrevious so long the secret before stays good
   */
  public record Wish(
      OrganizationName organization,
      FlowId flow,
      Scheme scheme,
      @Nullable HookSecret secret,
      Duration keepPrevious) {}

  /**
   * What came of it.
   *
   * @param secret to be shown this once, where it was made here
   */
  public record Set(KeptVerification verification, String lastFour, Optional<HookSecret> secret) {}

  /** Empty where somebody else was faster. */
  public Optional<Set> set(Wish wish) {
    var before = verifications.find(wish.flow());
    var given = wish.secret();
    var secret = given == null ? HookSecret.fresh() : given;
    int version = before.map(KeptVerification::version).orElse(0) + 1;
    var previous =
        wish.keepPrevious().isPositive()
            ? before.map(kept -> secrets(kept).getFirst().text()).orElse("")
            : "";
    var content = (secret.text() + "\n" + previous).getBytes(StandardCharsets.UTF_8);
    var now = clock.instant();
    var kept =
        new KeptVerification(
            wish.flow(),
            wish.organization(),
            version,
            wish.scheme(),
            vault.seal(
                wish.organization(),
                KeptVerification.binding(wish.organization(), wish.flow(), version),
                content),
            previous.isEmpty() ? null : now.plus(wish.keepPrevious()),
            now);
    return verifications.keep(kept)
        ? Optional.of(
            new Set(
                kept, secret.lastFour(), given == null ? Optional.of(secret) : Optional.empty()))
        : Optional.empty();
  }

  /** The secret of now, and the one before it where it is still good. */
  public List<HookSecret> secrets(KeptVerification kept) {
    var text = new String(vault.open(kept.secrets(), kept.binding()), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    var current = new HookSecret(text.substring(0, end));
    var previous = text.substring(end + 1);
    return previous.isEmpty() || !isStillGood(kept.previousUntil())
        ? List.of(current)
        : List.of(current, new HookSecret(previous));
  }

  private boolean isStillGood(@Nullable Instant until) {
    return until != null && until.isAfter(clock.instant());
  }
}
