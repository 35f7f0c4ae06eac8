package io.tributary.registry.tokens;

import static io.tributary.registry.tokens.AToken.ADA;
import static io.tributary.registry.tokens.AToken.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.contracts.organizations.Role;
import io.tributary.contracts.problems.ProblemError;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MakeTokenTest {
  private final Tokens tokens = new InMemoryTokens();
  private final MakeToken makeToken =
      new MakeToken(tokens, AToken.IDS, Clock.fixed(NOON.plusMillis(250), ZoneOffset.UTC));

  @Test
  void tokenIsItsMakersWithScopesAndAnEnd() {
    var made = made(Role.BUILDER, new TokenWish("ci", List.of("push", "look", "push"), 90));

    var token = tokens.find(made.text()).orElseThrow();
    assertThat(token).isEqualTo(made.token());
    assertThat(token.owner()).isEqualTo(ADA);
    assertThat(token.scopes().words()).containsExactly("look", "push");
    assertThat(token.tail()).isEqualTo(made.text().tail());
    assertThat(token.life()).isEqualTo(TokenLife.begin(NOON, Duration.ofDays(90)));
  }

  @Test
  void eachTokenIsAnother() {
    var wish = new TokenWish("ci", List.of("look"), 1);

    assertThat(made(Role.VIEWER, wish).text()).isNotEqualTo(made(Role.VIEWER, wish).text());
  }

  @Test
  void allFaultsAreToldAtOnceAndNothingIsMade() {
    var faults = faults(Role.VIEWER, new TokenWish("a\nb", List.of("look", "fly", "push"), 366));

    assertThat(faults)
        .extracting(ProblemError::pointer, ProblemError::code)
        .containsExactly(
            tuple("/name", "name-invalid"),
            tuple("/days", "days-invalid"),
            tuple("/scopes/1", "scope-unknown"),
            tuple("/scopes/2", "scope-beyond-role"));
    assertThat(faults.getLast().advice()).isEqualTo("Yours to give: look");
    assertThat(tokens.of(AToken.ACME)).isEmpty();
  }

  @Test
  void nameScopesAndDaysHaveBounds() {
    assertThat(faults(Role.OWNER, new TokenWish(" ", List.of("look"), 1))).hasSize(1);
    assertThat(faults(Role.OWNER, new TokenWish("x".repeat(61), List.of("look"), 1))).hasSize(1);
    assertThat(faults(Role.OWNER, new TokenWish("ci", List.of("look"), 0))).hasSize(1);
    assertThat(faults(Role.OWNER, new TokenWish("ci", List.of(), 1))).hasSize(1);
    assertThat(faults(Role.OWNER, new TokenWish("ci", Collections.nCopies(51, "x"), 1))).hasSize(1);
    made(Role.OWNER, new TokenWish("x".repeat(60), List.of("members"), 365));
  }

  @Test
  void fiftyAreEnough() {
    var wish = new TokenWish("ci", List.of("look"), 1);
    for (int i = 0; i < 50; i++) {
      made(Role.VIEWER, wish);
    }

    assertThat(make(Role.VIEWER, wish)).isEqualTo(new TokenMaking.TooMany(50));
  }

  private TokenMaking make(Role role, TokenWish wish) {
    return makeToken.make(AToken.caller(ADA), AToken.as(role), wish);
  }

  private TokenMaking.Made made(Role role, TokenWish wish) {
    var outcome = make(role, wish);
    assertThat(outcome).isInstanceOf(TokenMaking.Made.class);
    return (TokenMaking.Made) outcome;
  }

  private List<ProblemError> faults(Role role, TokenWish wish) {
    var outcome = make(role, wish);
    assertThat(outcome).isInstanceOf(TokenMaking.Faulty.class);
    return ((TokenMaking.Faulty) outcome).faults();
  }
}
