package io.tributary.registry.tokens;

import static io.tributary.registry.tokens.AToken.ACME;
import static io.tributary.registry.tokens.AToken.ADA;
import static io.tributary.registry.tokens.AToken.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.PersonalTokens.Holder;
import io.tributary.foundation.login.TokenText;
import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class TokenHoldersTest {
  private final InMemoryTokens tokens = new InMemoryTokens();
  private final List<Runnable> behind = new ArrayList<>();
  private final LastUses lastUses = new LastUses(tokens, behind::add);
  private final TokenText text = AToken.text();
  private final PersonalToken token = AToken.of(ADA, ACME, text);

  @Test
  void holderIsTheOwnerWithinTheScopes() {
    tokens.add(token, text, 1);

    assertThat(at(NOON).find(text))
        .contains(
            new Holder(
                ADA.subject(),
                ADA.name(),
                ACME,
                Set.of("look", "push"),
                NOON.plus(Duration.ofDays(90))));
  }

  @Test
  void unknownExpiredAndRevokedOnesHaveNoHolder() {
    tokens.add(token, text, 1);

    assertThat(at(NOON).find(AToken.text())).isEmpty();
    assertThat(at(NOON.plus(Duration.ofDays(90)).minusMillis(1)).find(text)).isPresent();
    assertThat(at(NOON.plus(Duration.ofDays(90))).find(text)).isEmpty();
    tokens.revoke(token.id(), NOON);
    assertThat(at(NOON).find(text)).isEmpty();
  }

  @Test
  void useIsNotedBehindTheRequestOnceAMinute() {
    tokens.add(token, text, 1);

    at(NOON).find(text);
    at(NOON.plusSeconds(1)).find(text);

    assertThat(usedAt()).isEmpty();
    assertThat(behind).hasSize(1);
    runBehind();
    assertThat(usedAt()).contains(NOON);

    at(NOON.plusSeconds(59)).find(text);
    assertThat(behind).isEmpty();
    at(NOON.plusSeconds(60)).find(text);
    runBehind();
    assertThat(usedAt()).contains(NOON.plusSeconds(60));
  }

  @Test
  void useOfABadTokenIsNotNoted() {
    tokens.add(token, text, 1);
    tokens.revoke(token.id(), NOON);

    at(NOON).find(text);

    assertThat(behind).isEmpty();
  }

  @Test
  void useThatCannotBeNotedIsTriedWithTheNextOne() {
    var away = new AwayTokens();
    var uses = new LastUses(away, Runnable::run);

    uses.note(token, NOON);
    uses.note(token, NOON);

    assertThat(away.tried).isEqualTo(2);
  }

  @Test
  void databaseThatIsAwayMakesNoTokenBad() {
    var away = new AwayTokens();
    var holders = new TokenHolders(away, new LastUses(away), Clock.systemUTC());

    assertThatThrownBy(() -> holders.find(text))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.problem().status()).isEqualTo(503);
              assertThat(refusal.retryAfter()).isPresent();
            });
  }

  private TokenHolders at(Instant now) {
    return new TokenHolders(tokens, lastUses, Clock.fixed(now, ZoneOffset.UTC));
  }

  private Optional<Instant> usedAt() {
    return tokens.find(ACME, token.id()).orElseThrow().life().usedAt();
  }

  private void runBehind() {
    behind.forEach(Runnable::run);
    behind.clear();
  }

  /** As when the database does not answer. */
  private static final class AwayTokens implements Tokens {
    private int tried;

    @Override
    public List<PersonalToken> of(OrganizationName organization) {
      throw away();
    }

    @Override
    public Optional<PersonalToken> find(OrganizationName organization, UUID id) {
      throw away();
    }

    @Override
    public Optional<PersonalToken> find(TokenText text) {
      throw away();
    }

    @Override
    public boolean add(PersonalToken token, TokenText text, int most) {
      throw away();
    }

    @Override
    public void revoke(UUID id, Instant at) {
      throw away();
    }

    @Override
    public void used(UUID id, Instant at) {
      tried++;
      throw away();
    }

    private static DataAccessResourceFailureException away() {
      return new DataAccessResourceFailureException("away");
    }
  }
}
