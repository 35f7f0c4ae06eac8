package io.tributary.faults.traffic;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.faults.history.Mark;
import io.tributary.faults.history.Sending;
import io.tributary.faults.history.Sending.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages into the flow and writes down each call with what was heard of it. A call of which
 * nothing certain is known is {@link Result#INFO}; it is never repeated here.
 */
public final class Client implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final StopWatch watch;
  private final ConcurrentLinkedQueue<Sending> sendings = new ConcurrentLinkedQueue<>();
  private final AtomicLong expected = new AtomicLong();
  private volatile int revision = 1;

  public Client(String bootstrap, String topic, StopWatch watch) {
    this.topic = topic;
    this.watch = watch;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrap,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                2,
                "request.timeout.ms",
                10_000,
                "delivery.timeout.ms",
                120_000,
                "max.block.ms",
                120_000,
                "metric.reporters",
                ""),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void send(Letter letter) {
    send(letter.mark(), letter.parts(), letter.key(), bytes(letter.body()));
  }

  /** Sends a body that need not be JSON. */
  public void send(Mark mark, int parts, String key, byte[] body) {
    var record = new ProducerRecord<>(topic, bytes(key), body);
    record
        .headers()
        .add(MessageHeaders.CE_ID, bytes(mark.uuid()))
        .add(MessageHeaders.EXECUTION, bytes(mark.uuid()))
        .add(MessageHeaders.FLOW_REVISION, bytes(Integer.toString(revision)));
    long invokedAt = watch.millis();
    try {
      var _ =
          producer.send(
              record,
              (_, failure) ->
                  sendings.add(new Sending(mark, parts, invokedAt, heard(failure, parts))));
    } catch (org.apache.kafka.common.KafkaException refused) {
      sendings.add(new Sending(mark, parts, invokedAt, heard(refused, parts)));
    }
  }

  /** From now on messages begin with this revision of the flow. */
  public void begin(int newest) {
    revision = newest;
  }

  /** Outputs that must come of the calls with a yes so far. */
  public long expected() {
    return expected.get();
  }

  /** Every call, complete after {@link #close}. */
  public List<Sending> sendings() {
    return List.copyOf(sendings);
  }

  /** Waits until something is known of every call. */
  @Override
  public void close() {
    producer.close();
  }

  private Result heard(@Nullable Exception failure, int parts) {
    if (failure == null) {
      expected.addAndGet(parts);
      return Result.OK;
    }
    boolean refused = failure instanceof ApiException && !(failure instanceof RetriableException);
    return refused ? Result.FAIL : Result.INFO;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
