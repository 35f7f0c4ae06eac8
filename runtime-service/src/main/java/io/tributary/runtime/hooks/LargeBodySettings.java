package io.tributary.runtime.hooks;

import io.tributary.contracts.steps.BodyReference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Requests whose bodies are too large for a message.
 *
 * @param most of one body; a larger one is refused
 * @param atOnce taken at the same time, each with a few megabytes of memory; one flow may have half
 */
@ConfigurationProperties("tributary.large-bodies")
public record LargeBodySettings(
    @DefaultValue("100MB") DataSize most, @DefaultValue("8") int atOnce) {
  public LargeBodySettings {
    if (most.toBytes() > BodyReference.MOST_BYTES || atOnce < 1) {
      throw new IllegalArgumentException(
          "tributary.large-bodies: at most 950MB, and one or more at once.");
    }
  }
}
