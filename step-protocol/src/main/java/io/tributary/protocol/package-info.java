/**
 * The step protocol, version 1, as {@code docs/step-protocol.md} says it byte by byte: frames,
 * their types and limits, a reader and writer over channels, and what both sides do to texts with
 * secrets in them.
 *
 * <p>Called by the step runner on one side and by component hosts on the other. It passes bodies
 * through unparsed and must not know what is in them, nor Kafka, nor any JSON library: it stands in
 * every component's image.
 */
@NullMarked
package io.tributary.protocol;

import org.jspecify.annotations.NullMarked;
