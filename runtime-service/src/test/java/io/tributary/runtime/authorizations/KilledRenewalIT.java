package io.tributary.runtime.authorizations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.foundation.persistence.ActsFor;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.keys.Keysets;
import io.tributary.runtime.support.MovingClock;
import io.tributary.runtime.support.OAuthProvider;
import io.tributary.runtime.support.RealPostgres;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kill -9 of a whole process, after the provider has answered and before that is kept. */
@ActsFor("acme")
class KilledRenewalIT {
  private static final int ROUNDS = 20;
  private static final Person ADA = new Person("sub-ada", "ada");

  private final OAuthProvider provider = new OAuthProvider();
  private final MovingClock clock = new MovingClock(Instant.now());
  private final RealPostgres postgres = RealPostgres.empty();
  @TempDir private Path folder;

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void consentIsNeededAgainAtWorstAndNoAccountIsAnothers() throws Exception {
    var kek = Keysets.fresh();
    Files.writeString(folder.resolve("kek"), kek);
    var survivor = new Instance(postgres.database(), kek, provider.trusted(), clock);
    for (int round = 1; round <= ROUNDS; round++) {
      var account = "account" + round;
      var connection = dueNow(survivor, "crm-" + round, account);

      killAfterTheAnswer(connection);

      assertThat(provider.renewals()).isEqualTo(2L * round - 1);
      // Nobody asks again before the dead one's claim is over.
      survivor.renewDue.renew();
      assertThat(provider.renewals()).isEqualTo(2L * round - 1);
      assertThat(survivor.accessToken(connection)).startsWith("access-" + account + "-");
      clock.pass(Duration.ofSeconds(61));
      survivor.renewDue.renew();
      assertThat(provider.renewals()).isEqualTo(2L * round);
      assertThat(survivor.kept(connection).authorization().state())
          .isInstanceOfSatisfying(
              AuthorizationState.Ended.class,
              ended -> assertThat(ended.reason()).contains("cut short"));
      assertThat(survivor.accessToken(connection)).startsWith("access-" + account + "-");
      assertThat(survivor.told).hasSize(round);
    }
    System.out.printf("oauth: %d renewals killed, 0 wrong accounts%n", ROUNDS);
  }

  @Test
  void aProviderThatTakesItAgainGoesOn() throws Exception {
    var kek = Keysets.fresh();
    Files.writeString(folder.resolve("kek"), kek);
    provider.beLenient();
    var survivor = new Instance(postgres.database(), kek, provider.trusted(), clock);
    var connection = dueNow(survivor, "crm", "ada");

    killAfterTheAnswer(connection);
    clock.pass(Duration.ofSeconds(61));
    survivor.renewDue.renew();

    assertThat(survivor.kept(connection).authorization().state())
        .isEqualTo(new AuthorizationState.Good());
    assertThat(survivor.kept(connection).authorization().version()).isEqualTo(2);
    assertThat(survivor.accessToken(connection)).startsWith("access-ada-");
  }

  /** Authorized an hour ago, less four minutes. */
  private Connection dueNow(Instance instance, String name, String account) {
    var connection = instance.connection(name, provider.base());
    clock.pass(Duration.ofMinutes(-56));
    var begun = (BeginAuthorization.Outcome.Begun) instance.begin.begin(connection, ADA);
    var back = provider.consent(begun.address(), account).getRawQuery().split("[=&]", -1);
    var taken =
        (TakeCode.Outcome.Taken)
            instance.take.take(new TakeCode.Answer(back[3], back[1], null, null));
    assertThat(instance.finish.finish(connection, ADA.subject(), taken.confirmation()))
        .isInstanceOf(FinishAuthorization.Outcome.Finished.class);
    clock.pass(Duration.ofMinutes(56));
    return connection;
  }

  private void killAfterTheAnswer(Connection connection) throws Exception {
    var doomed =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                    DoomedRenewal.class.getName(),
                    RealPostgres.url(),
                    folder.resolve("kek").toString(),
                    provider.trusted(),
                    clock.instant().toString(),
                    connection.name().value()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(doomed.getInputStream(), StandardCharsets.UTF_8))) {
      String line = out.readLine();
      while (line != null && !line.equals(DoomedRenewal.ANSWERED)) {
        line = out.readLine();
      }
      assertThat(line).isEqualTo(DoomedRenewal.ANSWERED);
    } finally {
      doomed.destroyForcibly().waitFor();
    }
  }
}
