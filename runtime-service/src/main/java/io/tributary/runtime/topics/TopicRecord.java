package io.tributary.runtime.topics;

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
  public TopicRecord {
    headers = Map.copyOf(headers);
  }
}
