package io.tributary.runtime.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.Aead;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.ids.Ids;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How long opened keys stay in memory. Where the key-encryption key is away, only what is open
 * there opens anything.
 */
class VaultTest {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");
  private static final String BINDING = "a test";

  private final AtomicLong nanos = new AtomicLong();
  private final AwayAtTimes kek = new AwayAtTimes(KeysetKey.of(keyset()));
  private final InMemoryDataKeys keys = new InMemoryDataKeys();
  private final Vault vault =
      new Vault(kek, keys, new Ids(Clock.systemUTC()), Clock.systemUTC(), nanos::get);

  @Test
  void anOpenedKeyStaysWhileItIsUsedAndGoesTenMinutesAfterwards() {
    var sealed = sealed(ACME);
    kek.away.set(true);

    pass(Duration.ofMinutes(9));
    assertThat(open(sealed)).isEqualTo("secret");
    pass(Duration.ofMinutes(9));
    assertThat(open(sealed)).isEqualTo("secret");
    pass(Duration.ofMinutes(11));

    assertThatThrownBy(() -> open(sealed)).isInstanceOf(IllegalStateException.class);
    kek.away.set(false);
    assertThat(open(sealed)).as("opened anew").isEqualTo("secret");
  }

  @Test
  void whoHasLeftIsForgottenAtOnceAndNobodyElse() {
    var gone = sealed(ACME);
    vault.addKey(ACME);
    var goneToo = sealed(ACME);
    var stays = sealed(GLOBEX);
    kek.away.set(true);

    assertThat(new OwnedKeys(vault).delete(ACME)).isZero();

    assertThatThrownBy(() -> open(gone)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> open(goneToo)).isInstanceOf(IllegalStateException.class);
    assertThat(open(stays)).isEqualTo("secret");
  }

  @Test
  void anOpenedKeyOpensNothingForAnother() {
    var sealed = sealed(ACME);
    var key = sealed.key();
    var taken = new DataKey(key.id(), GLOBEX, key.kek(), key.encrypted(), key.createdAt());

    assertThatThrownBy(() -> open(new Sealed(taken, sealed.content())))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @Timeout(60)
  void forgettingAndNewKeysDisturbNobodyWhoOpensAndSeals() throws Exception {
    var work = new ArrayList<Callable<Void>>();
    for (int thread = 0; thread < 8; thread++) {
      boolean forgets = thread % 4 == 0;
      work.add(
          () -> {
            for (int i = 0; i < 200; i++) {
              if (forgets) {
                vault.forget(ACME);
                if (i % 50 == 0) {
                  vault.addKey(ACME);
                }
              }
              assertThat(open(sealed(ACME))).isEqualTo("secret");
            }
            return null;
          });
    }

    try (var threads = Executors.newFixedThreadPool(work.size())) {
      for (var done : threads.invokeAll(work)) {
        done.get();
      }
    }
  }

  private Sealed sealed(OrganizationName organization) {
    return vault.seal(organization, BINDING, "secret".getBytes(UTF_8));
  }

  private String open(Sealed sealed) {
    return new String(vault.open(sealed, BINDING), UTF_8);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static String keyset() {
    try {
      return Keysets.fresh();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A key that cannot be had at times. */
  private record AwayAtTimes(KeyEncryptionKey key, AtomicBoolean away) implements KeyEncryptionKey {
    AwayAtTimes(KeyEncryptionKey key) {
      this(key, new AtomicBoolean());
    }

    @Override
    public String id() {
      return key.id();
    }

    @Override
    public Aead aead() {
      if (away.get()) {
        throw new IllegalStateException("away");
      }
      return key.aead();
    }
  }
}
