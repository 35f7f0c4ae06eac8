package io.tributary.runner.delivery;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that has ended, with its input whole.
 *
 * @param attempt of the ending, from 1
 * @param worker that had it last, where one had
 */
public record Finished(
    ConsumerRecord<byte[], byte[]> record,
    Ending ending,
    int attempt,
    Instant startedAt,
    Instant endedAt,
    @Nullable String worker) {}
