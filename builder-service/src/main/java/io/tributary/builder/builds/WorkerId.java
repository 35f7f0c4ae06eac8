package io.tributary.builder.builds;

/** One worker of one process; a restarted process has other workers. */
public record WorkerId(String value) {

  public WorkerId {
    if (value.isBlank() || value.length() > 120) {
      throw new IllegalArgumentException("A worker's id has 1 to 120 characters.");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
