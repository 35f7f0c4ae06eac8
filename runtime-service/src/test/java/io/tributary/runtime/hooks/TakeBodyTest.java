package io.tributary.runtime.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.hooks.TakeBody.Taken;
import io.tributary.runtime.topics.BrokerAway;
import java.io.IOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class TakeBodyTest {
  private static final FlowId FLOW = new FlowId("aaaaaaaaaaaaaaaa");
  private static final long MIB = 1024 * 1024;
  private static final long MOST = 100 * MIB;

  private final InMemoryLargeBodies bodies = new InMemoryLargeBodies();
  private final TakeBody take =
      new TakeBody(bodies, new LargeBodySettings(DataSize.ofMegabytes(100), 4));

  @ParameterizedTest
  @ValueSource(longs = {0, 1, MIB - 1, MIB})
  void aSmallBodyIsPartOfItsMessage(long size) throws Exception {
    assertThat(((Taken.Small) take.take(FLOW, size, new Endless(size))).bytes())
        .hasSize((int) size);
    assertThat(((Taken.Small) take.take(FLOW, -1, new Endless(size))).bytes()).hasSize((int) size);
    assertThat(bodies.pieces).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {MIB + 1, 3L * BodyReference.PIECE, 10 * MIB, MOST - 1, MOST})
  void aLargeBodyIsStoredWhileItStreamsIn(long size) throws Exception {
    for (long announced : new long[] {size, -1}) {
      var taken = (Taken.Large) take.take(FLOW, announced, new Endless(size));

      assertThat(taken.body().size()).isEqualTo(size);
      assertThat(taken.body().sha256()).isEqualTo(sha256(size));
      assertThat(taken.body().reference().offsets())
          .hasSize((int) ((size + BodyReference.PIECE - 1) / BodyReference.PIECE));
    }
    assertThat(take.peak()).isLessThanOrEqualTo(2L * BodyReference.PIECE);
  }

  @Test
  void whatIsAnnouncedAsTooLargeIsNotRead() {
    var in = new Endless(MOST + 1);

    assertThatThrownBy(() -> take.take(FLOW, MOST + 1, in))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("body-too-large")
        .hasMessageContaining("100 MiB");
    assertThat(in.taken).isZero();
  }

  @Test
  void whatIsNotAnnouncedIsRefusedAsSoonAsItPasses() {
    var in = new Endless(10 * MOST);

    assertThatThrownBy(() -> take.take(FLOW, -1, in)).hasMessageContaining("body-too-large");
    assertThat(in.taken).isBetween(MOST, MOST + 64 * 1024);
  }

  @Test
  void memoryIsBoundedWhateverTheSizes() throws Exception {
    var takes = new ArrayList<Future<Taken>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 4; i++) {
        var flow = new FlowId("aaaaaaaaaaaaaaa" + (char) ('a' + i));
        takes.add(threads.submit(() -> take.take(flow, -1, new Endless(MOST))));
      }
      for (var one : takes) {
        assertThat(((Taken.Large) one.get()).body().size()).isEqualTo(MOST);
      }
    }

    assertThat(take.peak()).isLessThanOrEqualTo(4 * 2L * BodyReference.PIECE);
  }

  @Test
  void aFlowTakesHalfOfThePlacesAndGivesThemBack() throws Exception {
    var inside = new CountDownLatch(2);
    var goOn = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> take.take(FLOW, 2 * MIB, waiting(inside, goOn)));
      var second = threads.submit(() -> take.take(FLOW, 2 * MIB, waiting(inside, goOn)));
      inside.await();

      assertThatThrownBy(() -> take.take(FLOW, 2 * MIB, new Endless(2 * MIB)))
          .hasMessageContaining("large-bodies-busy");
      assertThat(take.take(new FlowId("bbbbbbbbbbbbbbbb"), 2 * MIB, new Endless(2 * MIB)))
          .isInstanceOf(Taken.Large.class);
      goOn.countDown();
      first.get();
      second.get();
    }
    for (int i = 0; i < 10; i++) {
      assertThat(take.take(FLOW, 2 * MIB, new Endless(2 * MIB))).isInstanceOf(Taken.Large.class);
    }
  }

  @Test
  void aSlowSenderGivesItsPlaceToOthers() {
    var clock = new AtomicLong();
    var slow =
        new TakeBody(bodies, new LargeBodySettings(DataSize.ofMegabytes(100), 4), clock::get);
    var in = new Endless(50 * MIB, () -> clock.addAndGet(500_000_000));

    assertThatThrownBy(() -> slow.take(FLOW, 50 * MIB, in)).hasMessageContaining("body-too-slow");
    assertThat(in.taken).isLessThan(MIB);
  }

  @Test
  void aSmallBodyThatDripsInIsNotWaitedFor() {
    var clock = new AtomicLong();
    var slow =
        new TakeBody(bodies, new LargeBodySettings(DataSize.ofMegabytes(100), 4), clock::get);
    var in = new Endless(MIB / 2, () -> clock.addAndGet(5_000_000_000L));

    assertThatThrownBy(() -> slow.take(FLOW, -1, in)).hasMessageContaining("body-too-slow");
    assertThat(in.taken).isLessThan(MIB / 2);
  }

  @Test
  void aCallerThatGoesAwayAndABrokerThatIsAwayLeaveNoPlaceTaken() throws Exception {
    for (int i = 0; i < 10; i++) {
      var broken =
          new Endless(
              5 * MIB,
              () -> {
                throw new java.io.UncheckedIOException(new IOException("reset"));
              });
      assertThatThrownBy(() -> take.take(FLOW, 5 * MIB, broken))
          .isInstanceOf(java.io.UncheckedIOException.class);
      bodies.away = true;
      assertThatThrownBy(() -> take.take(FLOW, 5 * MIB, new Endless(5 * MIB)))
          .isInstanceOf(BrokerAway.class);
      bodies.away = false;
    }

    assertThat(take.take(FLOW, 5 * MIB, new Endless(5 * MIB))).isInstanceOf(Taken.Large.class);
  }

  private static Endless waiting(CountDownLatch inside, CountDownLatch goOn) {
    return new Endless(
        2 * MIB,
        () -> {
          inside.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private static String sha256(long size) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var in = new DigestInputStream(new Endless(size), digest)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
