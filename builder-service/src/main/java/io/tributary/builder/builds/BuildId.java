package io.tributary.builder.builds;

/** A build's number, given by the registry when it accepts a push; unique on the installation. */
public record BuildId(long value) {

  public BuildId {
    if (value < 1) {
      throw new IllegalArgumentException("A build's number is positive, not " + value + ".");
    }
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
