package io.tributary.runtime.authorizations;

import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Reach;
import io.tributary.runtime.keys.Vault;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes what a provider sends back by a person's browser. Nobody is logged in there, so nothing is
 * connected by it: the code is put by, and who began has to confirm with what the page shows. Who
 * sends the provider's page to somebody else gets neither.
 */
@Component
final class TakeCode {
  private static final Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}");
  private static final Pattern CODE = Pattern.compile("[\\x21-\\x7e]{1,4096}");
  private static final Pattern ERROR = Pattern.compile("[a-z0-9_]{1,64}");

  private final Consents consents;
  private final Vault vault;
  private final OneTimeTexts texts;
  private final Clock clock;

  TakeCode(Consents consents, Vault vault, OneTimeTexts texts, Clock clock) {
    this.consents = consents;
    this.vault = vault;
    this.texts = texts;
    this.clock = clock;
  }

  /** What the browser brings. */
  record Answer(
      @Nullable String state,
      @Nullable String code,
      @Nullable String error,
      @Nullable String issuer) {
    /** Never the code. */
    @Override
    public String toString() {
      return "Answer[error %s, issuer %s]".formatted(error, issuer);
    }
  }

  /** What came of it. */
  sealed interface Outcome {
    /**
     * Put by.
     *
     * @param confirmation shown this once
     */
    record Taken(Consent consent, String confirmation) implements Outcome {}

    record Declined(Consent consent, String error) implements Outcome {}

    /** Nobody asked, or somebody answered already. Which of them is not said. */
    record Refused() implements Outcome {}
  }

  Outcome take(Answer answer) {
    return kept(answer.state())
        .map(
            kept ->
                Reach.of(kept.consent().place().organization()).call(() -> judged(kept, answer)))
        .orElseGet(Outcome.Refused::new);
  }

  private Optional<KeptConsent> kept(@Nullable String state) {
    return state == null || !STATE.matcher(state).matches()
        ? Optional.empty()
        : consents
            .byState(OneTimeTexts.hash(state))
            .filter(kept -> kept.consent().state() instanceof ConsentState.Asked)
            .filter(kept -> !kept.consent().isOver(clock.instant()));
  }

  private Outcome judged(KeptConsent kept, Answer answer) {
    var issuer = answer.issuer();
    if (issuer != null && !isOf(issuer, kept.consent().page())) {
      // Another provider's answer under this one's state (RFC 9207): neither is to be had any more.
      consents.take(kept);
      return new Outcome.Refused();
    }
    var code = answer.code();
    if (code != null && CODE.matcher(code).matches() && answer.error() == null) {
      return given(kept, code);
    }
    var error = answer.error();
    return declined(
        kept, error != null && ERROR.matcher(error).matches() ? error : "invalid_answer");
  }

  private Outcome given(KeptConsent kept, String code) {
    var confirmation = texts.confirmation();
    var consent =
        kept.consent().with(new ConsentState.Given(OneTimeTexts.hashOfConfirmation(confirmation)));
    var secrets = Json.mapper().readTree(vault.open(kept.secrets(), kept.binding()));
    var sealed =
        vault.seal(
            consent.place().organization(),
            kept.binding(),
            Json.write(Map.of("verifier", secrets.path("verifier").stringValue(), "code", code))
                .getBytes(StandardCharsets.UTF_8));
    return consents.answer(new KeptConsent(kept.state(), consent, sealed))
        ? new Outcome.Taken(consent, confirmation)
        : new Outcome.Refused();
  }

  private Outcome declined(KeptConsent kept, String error) {
    var consent = kept.consent().with(new ConsentState.Declined(error));
    return consents.answer(new KeptConsent(kept.state(), consent, kept.secrets()))
        ? new Outcome.Declined(consent, error)
        : new Outcome.Refused();
  }

  /** The manifest names no issuer: the host of its page stands for one. */
  private static boolean isOf(String issuer, URI page) {
    try {
      var address = new URI(issuer);
      return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT).equals(page.getScheme())
          && address.getHost() != null
          && address.getHost().equalsIgnoreCase(page.getHost())
          && address.getPort() == page.getPort()
          && address.getRawUserInfo() == null;
    } catch (URISyntaxException none) {
      return false;
    }
  }
}
