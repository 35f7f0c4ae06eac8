package io.tributary.faults.traffic;

import io.tributary.faults.history.Mark;
import io.tributary.faults.history.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds the mark in what was read. */
public final class Marks {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Marks() {}

  /** A body without a mark gives one that nobody has sent. */
  public static Reading reading(ConsumerRecord<byte[], byte[]> record, StopWatch watch) {
    return new Reading(
        of(record.value()),
        record.topic() + "/" + record.partition(),
        record.offset(),
        watch.millis(Instant.ofEpochMilli(record.timestamp())),
        watch.millis());
  }

  public static Mark of(byte[] body) {
    try {
      var json = JSON.readTree(body);
      return new Mark(
          json.path("run").asString(""),
          json.path("source").asString(""),
          json.path("key").asInt(-1),
          json.path("sequence").asLong(-1),
          json.path("uuid").asString(""),
          json.path("part").asInt(0));
    } catch (JacksonException broken) {
      return new Mark("", "", -1, -1, new String(body, StandardCharsets.UTF_8), 0);
    }
  }
}
