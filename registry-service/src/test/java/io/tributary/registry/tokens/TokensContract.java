package io.tributary.registry.tokens;

import static io.tributary.registry.tokens.AToken.ACME;
import static io.tributary.registry.tokens.AToken.ADA;
import static io.tributary.registry.tokens.AToken.BEN;
import static io.tributary.registry.tokens.AToken.NOON;
import static io.tributary.registry.tokens.AToken.NORTHWIND;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.registry.tokens.PersonalToken.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link Tokens} keeps. */
abstract class TokensContract {
  private static final int MANY = 100;

  abstract Tokens tokens();

  @Test
  void addedTokenIsFoundByItsTextAndByItsId() {
    var text = AToken.text();
    var token = AToken.of(ADA, ACME, text);

    assertThat(tokens().add(token, text, MANY)).isTrue();

    assertThat(tokens().find(text)).contains(token);
    assertThat(tokens().find(ACME, token.id())).contains(token);
  }

  @Test
  void anotherTextAndAnotherOrganizationFindNothing() {
    var token = added(ADA, ACME);

    assertThat(tokens().find(AToken.text())).isEmpty();
    assertThat(tokens().find(NORTHWIND, token.id())).isEmpty();
  }

  @Test
  void organizationSeesItsOwnTheNewestFirst() {
    var old = added(ADA, ACME, NOON.minusSeconds(60));
    var fresh = added(BEN, ACME, NOON);
    added(ADA, NORTHWIND);

    assertThat(tokens().of(ACME)).containsExactly(fresh, old);
  }

  @Test
  void nobodyHasMoreLivingOnesThanTheMost() {
    added(ADA, ACME);
    var revoked = added(ADA, ACME);
    added(ADA, ACME, NOON.minus(Duration.ofDays(90))); // over at this very moment
    var text = AToken.text();
    var next = AToken.of(ADA, ACME, text);

    assertThat(tokens().add(next, text, 2)).isFalse();
    assertThat(tokens().find(text)).isEmpty();

    tokens().revoke(revoked.id(), NOON);
    assertThat(tokens().add(next, text, 2)).isTrue();
  }

  @Test
  void othersAndOtherOrganizationsCountForThemselves() {
    added(ADA, ACME);
    var inNorthwind = AToken.text();
    var ofBen = AToken.text();

    assertThat(tokens().add(AToken.of(ADA, NORTHWIND, inNorthwind), inNorthwind, 1)).isTrue();
    assertThat(tokens().add(AToken.of(BEN, ACME, ofBen), ofBen, 1)).isTrue();
  }

  @Test
  void thoseWhoComeAtTheSameMomentAreCountedToo() throws Exception {
    var attempts = new ArrayList<Callable<Boolean>>();
    for (int i = 0; i < 24; i++) {
      var text = AToken.text();
      attempts.add(() -> tokens().add(AToken.of(ADA, ACME, text), text, 5));
    }

    int added = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var attempt : threads.invokeAll(attempts)) {
        added += attempt.get() ? 1 : 0;
      }
    }

    assertThat(added).isEqualTo(5);
    assertThat(tokens().of(ACME)).hasSize(5);
  }

  @Test
  void revokedTokenStaysSoFromItsFirstEnd() {
    var token = added(ADA, ACME);
    var other = added(ADA, ACME);

    tokens().revoke(token.id(), NOON.plusSeconds(1));
    tokens().revoke(token.id(), NOON.plusSeconds(9));

    assertThat(lifeOf(token).revokedAt()).contains(NOON.plusSeconds(1));
    assertThat(lifeOf(other).revokedAt()).isEmpty();
  }

  @Test
  void usesAreNotedAMinuteApart() {
    var token = added(ADA, ACME);
    var other = added(ADA, ACME);

    tokens().used(token.id(), NOON);
    tokens().used(token.id(), NOON.plusSeconds(59));
    assertThat(lifeOf(token).usedAt()).contains(NOON);

    tokens().used(token.id(), NOON.plusSeconds(60));
    assertThat(lifeOf(token).usedAt()).contains(NOON.plusSeconds(60));
    assertThat(lifeOf(other).usedAt()).isEmpty();
  }

  private TokenLife lifeOf(PersonalToken token) {
    return tokens().find(token.organization(), token.id()).orElseThrow().life();
  }

  private PersonalToken added(Owner owner, OrganizationName organization) {
    return added(owner, organization, NOON);
  }

  private PersonalToken added(Owner owner, OrganizationName organization, Instant at) {
    var text = AToken.text();
    var token = AToken.madeAt(at, AToken.of(owner, organization, text));
    assertThat(tokens().add(token, text, MANY)).isTrue();
    return token;
  }
}
