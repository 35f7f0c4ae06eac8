package io.tributary.runner.delivery;

import io.tributary.runner.delivery.Ending.Output;
import java.util.List;

/**
 * What an attempt gave up to a {@code PAGE}: committed before the message has ended.
 *
 * @param cursor JSON; the next attempt goes on there
 */
record Page(List<Output> outputs, List<Snapshots.Left> snapshots, String cursor, long bytes) {}
