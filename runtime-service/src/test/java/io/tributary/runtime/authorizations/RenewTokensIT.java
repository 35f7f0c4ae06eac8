package io.tributary.runtime.authorizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.foundation.persistence.ActsFor;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.authorizations.RenewTokens.Outcome;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import io.tributary.runtime.keys.Keysets;
import io.tributary.runtime.support.MovingClock;
import io.tributary.runtime.support.OAuthProvider;
import io.tributary.runtime.support.RealPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of the feature over one database, and a provider that takes each token once. */
@ActsFor("acme")
class RenewTokensIT {
  private static final Person ADA = new Person("sub-ada", "ada");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final int RACES = 50;

  private final OAuthProvider provider = new OAuthProvider();
  private final MovingClock clock = new MovingClock(NOON);
  private Instance one;
  private Instance other;
  private Connection crm;

  @BeforeEach
  void start() throws Exception {
    var postgres = RealPostgres.empty();
    var kek = Keysets.fresh();
    one = new Instance(postgres.database(), kek, provider.trusted(), clock);
    other = new Instance(postgres.database(), kek, provider.trusted(), clock);
    crm = one.connection("crm", provider.base());
    authorize(crm, "ada");
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void tokensAreRenewedFiveMinutesBeforeTheirEnd() {
    clock.pass(Duration.ofMinutes(55).minusSeconds(1));
    one.renewDue.renew();
    assertThat(provider.renewals()).isZero();

    clock.pass(Duration.ofSeconds(1));
    one.renewDue.renew();
    other.renewDue.renew();

    assertThat(provider.renewals()).isEqualTo(1);
    var renewed = one.kept(crm).authorization();
    assertThat(renewed.version()).isEqualTo(2);
    assertThat(renewed.times().expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
  }

  @Test
  void tokensThatLiveShortAreRenewedAMinuteBeforeTheirEndAtLeast() {
    provider.giveFor(Duration.ofSeconds(100));
    authorize(crm, "ada");

    var times = one.kept(crm).authorization().times();

    assertThat(Duration.between(times.refreshAt(), times.expiresAt()))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aLeaseOfATokenThatIsDueHoldsTheNextOne() {
    clock.pass(Duration.ofMinutes(56));
    var before = one.accessToken(crm);

    var lease = lease(other);

    assertThat(token(lease)).startsWith("access-ada").isNotEqualTo(before);
    assertThat(lease.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(5)));
  }

  @Test
  void aLeaseDoesNotOutliveItsToken() {
    provider.answerWith(503, "");
    clock.pass(Duration.ofMinutes(57));

    assertThat(lease(one).expiresAt()).isEqualTo(NOON.plus(Duration.ofHours(1)));
  }

  @Test
  void twoAtOnceRenewOnce() throws Exception {
    for (int race = 1; race <= RACES; race++) {
      clock.pass(Duration.ofMinutes(56));
      var kept = one.kept(crm);
      var start = new CyclicBarrier(2);
      try (var threads = Executors.newFixedThreadPool(2)) {
        Callable<Outcome> first =
            () -> {
              start.await();
              return one.renew.renew(crm, kept, false);
            };
        Callable<Outcome> second =
            () -> {
              start.await();
              return other.renew.renew(crm, kept, false);
            };
        var a = threads.submit(first);
        var b = threads.submit(second);
        assertThat(List.of(a.get(), b.get()))
            .containsExactlyInAnyOrder(Outcome.RENEWED, Outcome.LEFT_TO_OTHERS);
      }
      assertThat(provider.renewals()).isEqualTo(race);
    }
    System.out.printf(
        "oauth: %d races of two instances, %d renewals%n", RACES, provider.renewals());
  }

  @Test
  void whoComesMeanwhileGetsThePresentTokenOrIsToldToAskAgain() throws Exception {
    clock.pass(Duration.ofMinutes(56));
    var before = one.accessToken(crm);
    var gate = provider.hold();
    try (var threads = Executors.newFixedThreadPool(1)) {
      var kept = one.kept(crm);
      var slow = threads.submit(() -> one.renew.renew(crm, kept, false));
      await().atMost(Duration.ofSeconds(10)).until(() -> provider.renewals() == 1);

      assertThat(token(lease(other))).isEqualTo(before);
      clock.pass(Duration.ofSeconds(20));
      assertThat(token(lease(other))).isEqualTo(before);
      assertThat(provider.renewals()).isEqualTo(1);

      gate.countDown();
      assertThat(slow.get()).isEqualTo(Outcome.RENEWED);
    }
    assertThat(token(lease(other))).isNotEqualTo(before);
  }

  @Test
  void aLateAnswerDoesNotReplaceALaterConsent() throws Exception {
    clock.pass(Duration.ofMinutes(56));
    var gate = provider.hold();
    try (var threads = Executors.newFixedThreadPool(1)) {
      var kept = one.kept(crm);
      var late = threads.submit(() -> one.renew.renew(crm, kept, false));
      await().atMost(Duration.ofSeconds(10)).until(() -> provider.renewals() == 1);

      authorize(crm, "grace");
      gate.countDown();

      assertThat(late.get()).isEqualTo(Outcome.LEFT_TO_OTHERS);
    }
    assertThat(token(lease(one))).startsWith("access-grace");
  }

  @Test
  void aProviderThatIsAwayIsAskedAgainAndNothingEnds() {
    clock.pass(Duration.ofMinutes(56));
    provider.answerWith(500, "<html>");
    one.renewDue.renew();
    one.renewDue.renew();
    assertThat(provider.renewals()).isEqualTo(1);
    assertThat(one.kept(crm).authorization().state())
        .isEqualTo(
            new AuthorizationState.Hindered("The provider does not answer: it answered 500"));

    provider.answerAgain();
    clock.pass(Duration.ofSeconds(30));
    one.renewDue.renew();

    assertThat(one.kept(crm).authorization().state()).isEqualTo(new AuthorizationState.Good());
    assertThat(one.told).isEmpty();
  }

  @Test
  void noProviderIsAskedForAStoppedOrganization() {
    clock.pass(Duration.ofMinutes(56));
    one.organizations.stop(Instance.ACME);
    one.renewDue.renew();
    assertThat(provider.renewals()).isZero();
    assertThat(one.kept(crm).authorization().state())
        .isInstanceOf(AuthorizationState.Hindered.class);

    one.organizations.goOn();
    clock.pass(Duration.ofMinutes(1));
    one.renewDue.renew();

    assertThat(provider.renewals()).isEqualTo(1);
    assertThat(one.kept(crm).authorization().state()).isEqualTo(new AuthorizationState.Good());
  }

  @Test
  void aWrongClientHindersAndAtTheEndNothingIsLent() {
    clock.pass(Duration.ofMinutes(56));
    provider.answerWith(401, "{\"error\":\"invalid_client\"}");
    one.renewDue.renew();
    assertThat(token(lease(one))).startsWith("access-ada");

    clock.pass(Duration.ofMinutes(5));

    assertThatThrownBy(() -> lease(one))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("token-not-renewed")
        .hasMessageContaining("invalid_client");
  }

  @Test
  void whatTheProviderEndsIsToldToTheFlowsPeople() {
    clock.pass(Duration.ofMinutes(56));
    provider.answerWith(
        400, "{\"error\":\"invalid_grant\",\"error_description\":\"revoked \\u0007by ada\"}");

    one.renewDue.renew();

    assertThat(one.connection("crm").state())
        .isInstanceOfSatisfying(
            ConnectionState.Refused.class,
            refused -> assertThat(refused.reason()).contains("invalid_grant, revoked by ada"));
    assertThat(one.told)
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.text())
                    .contains("tributary connections authorize crm", "revoked by ada"));
    assertThat(token(lease(one))).startsWith("access-ada");
    clock.pass(Duration.ofMinutes(5));
    assertThatThrownBy(() -> lease(one))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("connection-not-authorized");
    one.renewDue.renew();
    assertThat(provider.renewals()).isEqualTo(1);
    assertThat(one.told).hasSize(1);
  }

  @Test
  void aNewConsentRepairsWhatHasEnded() {
    clock.pass(Duration.ofMinutes(56));
    provider.answerWith(400, "{\"error\":\"invalid_grant\"}");
    one.renewDue.renew();
    provider.answerAgain();

    authorize(crm, "ada");

    assertThat(one.connection("crm").state()).isEqualTo(new ConnectionState.Untested());
    assertThat(token(lease(other))).isEqualTo(one.accessToken(crm));
  }

  @Test
  void aTokenThatTheTargetRefusesIsReplacedOnce() {
    clock.pass(Duration.ofMinutes(10));
    one.connections.mark(crm.withState(crm.state().refused(clock.instant(), "401")));
    var before = one.accessToken(crm);

    assertThat(token(lease(one))).isNotEqualTo(before);
    assertThat(one.connection("crm").state()).isEqualTo(new ConnectionState.Untested());

    var now = one.connection("crm");
    one.connections.mark(now.withState(now.state().refused(clock.instant(), "401")));
    lease(one);
    assertThat(provider.renewals()).isEqualTo(1);
  }

  @Test
  void tokensThatNothingRenewsEndWithTheirTime() {
    provider.answerWith(
        200, "{\"access_token\":\"access-once\",\"token_type\":\"Bearer\",\"expires_in\":60}");
    authorize(crm, "ada");
    provider.answerAgain();
    assertThat(token(lease(one))).isEqualTo("access-once");
    clock.pass(Duration.ofMinutes(1));

    one.renewDue.renew();

    assertThat(provider.renewals()).isZero();
    assertThat(one.kept(crm).authorization().state()).isInstanceOf(AuthorizationState.Ended.class);
    assertThat(one.told).hasSize(1);
  }

  private void authorize(Connection connection, String account) {
    var begun = (BeginAuthorization.Outcome.Begun) one.begin.begin(connection, ADA);
    var back = provider.consent(begun.address(), account).getRawQuery().split("[=&]", -1);
    var taken =
        (TakeCode.Outcome.Taken) one.take.take(new TakeCode.Answer(back[3], back[1], null, null));
    assertThat(one.finish.finish(connection, ADA.subject(), taken.confirmation()))
        .isInstanceOf(FinishAuthorization.Outcome.Finished.class);
  }

  private ConnectionLease lease(Instance instance) {
    return instance.lease.lease(Instance.ACME, crm.name(), instance.version()).orElseThrow();
  }

  private static String token(ConnectionLease lease) {
    return lease.fields().path("oauth").path("access_token").asString();
  }
}
