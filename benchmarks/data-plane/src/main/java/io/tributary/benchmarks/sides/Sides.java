package io.tributary.benchmarks.sides;

import io.tributary.benchmarks.peers.CamelRoute;
import io.tributary.benchmarks.peers.ClientsLoop;
import io.tributary.benchmarks.peers.CloudStream;
import io.tributary.benchmarks.peers.PeerTask.Mode;
import io.tributary.benchmarks.peers.SpringListener;
import io.tributary.benchmarks.peers.StreamsChain;
import io.tributary.benchmarks.processes.Programs;
import io.tributary.contracts.steps.StepAssignment.Delivery;

/** Everybody who is measured. "Defaults" is what a user gets who sets nothing. */
public final class Sides {
  public static final Side OURS =
      new StepSide("Tributary, exactly once", Delivery.EXACTLY_ONCE, 1, 1);
  public static final Side OURS_AT_LEAST_ONCE =
      new StepSide("Tributary, at least once", Delivery.AT_LEAST_ONCE, 1, 1);

  public static final Side LOOP =
      loop("kafka-clients loop, at least once, tuned", Mode.AT_LEAST_ONCE, true);
  public static final Side LOOP_DEFAULTS =
      loop("kafka-clients loop, at least once, defaults", Mode.AT_LEAST_ONCE, false);
  public static final Side LOOP_EXACTLY_ONCE =
      loop("kafka-clients loop, exactly once, commit every 100 ms", Mode.EXACTLY_ONCE, true);
  public static final Side LOOP_EXACTLY_ONCE_DEFAULTS =
      loop("kafka-clients loop, exactly once, commit every poll", Mode.EXACTLY_ONCE, false);

  public static final Side STREAMS =
      streams("Kafka Streams, at least once, defaults", Mode.AT_LEAST_ONCE, false);
  public static final Side STREAMS_EXACTLY_ONCE =
      streams("Kafka Streams, exactly once v2, defaults", Mode.EXACTLY_ONCE, false);
  public static final Side STREAMS_EXACTLY_ONCE_TUNED =
      streams("Kafka Streams, exactly once v2, tuned", Mode.EXACTLY_ONCE, true);

  public static final Side CLOUD_STREAM = spring("Spring Cloud Stream, defaults", false);
  public static final Side CLOUD_STREAM_TUNED = spring("Spring Cloud Stream, batches, tuned", true);

  public static final Side LISTENER =
      listener("Spring Kafka, defaults (does not wait for its sends)", false);
  public static final Side LISTENER_TUNED =
      listener("Spring Kafka, batches, waits for its sends", true);

  public static final Side CAMEL = camel("Camel, defaults", false);
  public static final Side CAMEL_TUNED = camel("Camel, batches, linger 0", true);

  private Sides() {}

  private static Side loop(String name, Mode mode, boolean tuned) {
    return new PeerSide(name, ClientsLoop.class, mode, tuned, programs -> programs.peers(""));
  }

  private static Side streams(String name, Mode mode, boolean tuned) {
    return new PeerSide(name, StreamsChain.class, mode, tuned, Programs::streams);
  }

  private static Side spring(String name, boolean tuned) {
    return new PeerSide(
        name, CloudStream.class, Mode.AT_LEAST_ONCE, tuned, programs -> programs.peers(""));
  }

  /** Its user has no Spring Cloud Stream, which would set itself up as well. */
  private static Side listener(String name, boolean tuned) {
    return new PeerSide(
        name,
        SpringListener.class,
        Mode.AT_LEAST_ONCE,
        tuned,
        programs -> programs.peers("spring-cloud"));
  }

  private static Side camel(String name, boolean tuned) {
    return new PeerSide(
        name, CamelRoute.class, Mode.AT_LEAST_ONCE, tuned, programs -> programs.peers(""));
  }
}
