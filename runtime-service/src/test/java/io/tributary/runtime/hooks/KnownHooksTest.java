package io.tributary.runtime.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.problems.Blame;
import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class KnownHooksTest {
  private Instant now = Instant.parse("2026-11-26T20:00:00Z");
  private final InMemoryHooks hooks = new InMemoryHooks();

  @Test
  void guessesDoNotLoadTheDatabase() {
    var counted = new KnownHooks(hooks, clock());
    for (int guess = 0; guess < 20; guess++) {
      assertThat(counted.find("guess-" + guess)).isEmpty();
    }

    assertThatThrownBy(() -> counted.find("guess-21"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.problem().code()).isEqualTo("too-many-unknown-hooks");
              // No fault of ours: guesses must not fill the log either.
              assertThat(refusal.blame()).isEqualTo(Blame.CAPACITY);
            });

    now = now.plusSeconds(1);
    assertThat(counted.find("guess-22")).isEmpty();
  }

  @Test
  void knownAddressesAreFoundWhateverIsGuessed() {
    var counted = new KnownHooks(hooks, clock());
    var id = hooks.open(hook()).id();
    counted.refresh();
    for (int guess = 0; guess < 20; guess++) {
      counted.find("guess-" + guess);
    }

    assertThat(counted.find(id)).isPresent();
  }

  private static Hook hook() {
    return new Hook(
        "abcdefghijklmnopqrstuvwxyz",
        new OrganizationName("acme"),
        new FlowId("0123456789abcdef"),
        new FlowName("leads"),
        new StepName("form"),
        1,
        false,
        EventIdRule.USUAL);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
