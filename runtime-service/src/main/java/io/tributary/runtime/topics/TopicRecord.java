package io.tributary.runtime.topics;

import io.tributary.contracts.steps.MessageHeaders;
import java.time.Instant;
import java.util.Map;

/**
 * A record where it stands.
 *
 * @param key empty where it has none
 * @param headers of several with one name, the last
 * @param at when the broker or its writer says it was written
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TopicRecord(
    String topic,
    int partition,
    long offset,
    String key,
    byte[] value,
    Map<String, String> headers,
    Instant at) {
  private static final byte[] NOTHING = {};

  public TopicRecord {
    headers = Map.copyOf(headers);
  }

  /** The same without its body, where only its place and its headers are of interest. */
  TopicRecord slim() {
    return new TopicRecord(topic, partition, offset, key, NOTHING, headers, at);
  }

  /** The flow's revision that the message began with; 0 where it does not say. */
  public int revision() {
    var digits = headers.getOrDefault(MessageHeaders.FLOW_REVISION, "");
    return digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
  }
}
