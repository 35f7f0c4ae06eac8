package io.tributary.benchmarks.peers;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Kafka Streams: one application for each hop, all in this process. */
public final class StreamsChain {
  private StreamsChain() {}

  public static void main(String[] arguments) throws Exception {
    var task = PeerTask.of(arguments);
    var hops = new ArrayList<KafkaStreams>();
    for (int hop = 0; hop + 1 < task.topics().size(); hop++) {
      hops.add(hop(task, hop));
    }
    var ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  close(hops);
                  ended.countDown();
                }));
    hops.forEach(KafkaStreams::start);
    ended.await();
  }

  private static KafkaStreams hop(PeerTask task, int hop) throws Exception {
    var builder = new StreamsBuilder();
    builder.stream(task.topics().get(hop), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .mapValues(value -> task.work().on(value))
        .to(task.topics().get(hop + 1), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return new KafkaStreams(builder.build(), settings(task, hop));
  }

  private static Properties settings(PeerTask task, int hop) throws Exception {
    var settings = new Properties();
    settings.put(
        StreamsConfig.APPLICATION_ID_CONFIG, hop == 0 ? task.group() : task.group() + "." + hop);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, task.bootstrap());
    settings.put(StreamsConfig.STATE_DIR_CONFIG, Files.createTempDirectory("streams").toString());
    if (task.mode() == PeerTask.Mode.EXACTLY_ONCE) {
      settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    }
    if (task.tuned()) {
      settings.put(StreamsConfig.producerPrefix("batch.size"), 128 * 1024);
      settings.put(StreamsConfig.producerPrefix("retry.backoff.ms"), 3);
      settings.put(StreamsConfig.consumerPrefix("max.poll.records"), 2_000);
      if (task.topics().size() > 2) {
        // Several hops are measured for their latency: commit soon, and do not linger.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 10);
        settings.put(StreamsConfig.producerPrefix("linger.ms"), 0);
      }
    }
    return settings;
  }

  private static void close(List<KafkaStreams> hops) {
    hops.forEach(hop -> hop.close(Duration.ofSeconds(4)));
  }
}
