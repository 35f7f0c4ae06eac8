package io.tributary.foundation.quotas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an organization has a limit of; the one table. {@code docs/quotas.md} is made from it.
 *
 * <p>No quota takes anything away: one that is lowered below the use stops what is new.
 */
public enum Quota {
  FLOWS(
      "flows",
      200,
      Warned.MONTHLY,
      "flows that are not being removed",
      "deploying another refuses"),
  STEPS(
      "steps",
      1_000,
      Warned.MONTHLY,
      "steps of the newest revision of each flow",
      "deploying more refuses"),
  REPLICAS(
      "workers",
      200,
      Warned.MONTHLY,
      "workers that steps are sure of, at least one each, and those that scaling added",
      "deploying more refuses; scaling stops there and says so in the step's log"),
  BUILDS_PER_HOUR(
      "builds",
      60,
      Warned.DAILY,
      "builds that began within the last 60 minutes",
      "builds wait in the queue, which shows until when"),
  STORAGE(
      "MiB",
      10_240,
      Warned.MONTHLY,
      "layers of its components' images, without the base image, each image once",
      "builds refuse (storage-full); what is there stays"),
  WEBHOOKS_PER_MINUTE(
      "requests",
      120_000,
      Warned.DAILY,
      "requests at webhooks' addresses in this minute of the clock, also refused ones",
      "429 with Retry-After"),
  MESSAGES_PER_MINUTE(
      "messages",
      300_000,
      Warned.DAILY,
      "messages that entered flows in this minute of the clock: requests that were stored, and"
          + " what polled triggers gave",
      "429 with Retry-After; ticks wait (held: quota)"),
  MESSAGES_PER_MONTH(
      "messages",
      500_000_000,
      Warned.MONTHLY,
      "the same in this month (UTC)",
      "429 with Retry-After; ticks wait (held: quota)");

  private final String unit;
  private final long usual;
  private final Warned warned;
  private final String counted;
  private final String enforced;

  /** How often owners are told that most of it is used. */
  public enum Warned {
    DAILY,
    MONTHLY
  }

  Quota(String unit, long usual, Warned warned, String counted, String enforced) {
    this.unit = unit;
    this.usual = usual;
    this.warned = warned;
    this.counted = counted;
    this.enforced = enforced;
  }

  /** As it stands in addresses, settings and tables: lower case, words joined by hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What its numbers count, in the plural. */
  public String unit() {
    return unit;
  }

  /** The limit where no setting says another. */
  public long usual() {
    return usual;
  }

  public Warned warned() {
    return warned;
  }

  /** What exactly counts, for people to read. */
  public String counted() {
    return counted;
  }

  /** What happens at the limit, for people to read. */
  public String enforced() {
    return enforced;
  }

  public static Optional<Quota> find(String word) {
    return Arrays.stream(values()).filter(quota -> quota.word().equals(word)).findAny();
  }
}
