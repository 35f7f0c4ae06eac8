package io.tributary.manifest;

/** What wakes a trigger: a tick of the schedule, or a request at its webhook address. */
public enum TriggerType {
  POLLING("polling"),
  WEBHOOK("webhook");

  private final String word;

  TriggerType(String word) {
    this.word = word;
  }

  /** The word in the manifest. */
  public String word() {
    return word;
  }
}
