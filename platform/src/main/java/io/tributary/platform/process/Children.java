package io.tributary.platform.process;

import io.tributary.platform.home.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The children of a platform: those running now and those a killed platform left behind. */
public final class Children {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final Duration ADOPTION = Duration.ofSeconds(5);
  private static final long LONGEST_LOG = 10L << 20;
  private static final Set<String> INHERITED =
      Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path records;

  public Children(Path records) {
    this.records = records;
  }

  /** The recorded child of that name, if this very process still runs. */
  public Optional<LiveProcess> running(String name) {
    return record(name).map(ChildRecord::process).filter(LiveProcess::alive);
  }

  /**
   * Takes over the child that runs from an equal plan and answers; ends any other; else starts one
   * and waits until it answers.
   *
   * @throws StartRefused when it ends or does not answer within the plan's limit; it is ended then
   */
  public Started start(ChildPlan plan, BooleanSupplier answers) {
    var old = record(plan.name()).filter(record -> record.process().alive());
    if (old.isPresent()) {
      var record = old.get();
      if (record.fingerprint().equals(plan.fingerprint())
          && answersWithin(ADOPTION, record.process(), answers)) {
        return new Started(record.process(), true);
      }
      record.process().end(record.ending(), Duration.ofSeconds(20));
    }
    var process = spawn(plan);
    if (!answersWithin(plan.limit(), process, answers)) {
      boolean ended = !process.alive();
      process.end(plan.ending(), Duration.ofSeconds(5));
      throw ended
          ? ended(plan)
          : notStarted(
              plan, plan.name() + " gave no answer within " + plan.limit().toSeconds() + " s.");
    }
    return new Started(process, false);
  }

  private static StartRefused ended(ChildPlan plan) {
    return notStarted(plan, plan.name() + " ended while starting: " + lastLine(plan.log()));
  }

  private static StartRefused notStarted(ChildPlan plan, String sentence) {
    return new StartRefused(plan.name() + "-not-started", sentence, "Read " + plan.log());
  }

  /** Starts without waiting. The child keeps running when this process ends. */
  public LiveProcess spawn(ChildPlan plan) {
    try {
      age(plan.log());
      var builder = new ProcessBuilder(plan.command()).redirectErrorStream(true);
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(plan.log().toFile()));
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      // What else stands in a person's environment, a token perhaps, is none of a child's business.
      builder.environment().keySet().retainAll(INHERITED);
      builder.environment().putAll(plan.environment());
      var handle = builder.start().toHandle();
      var started = handle.info().startInstant();
      if (started.isEmpty()) {
        // Gone before anybody looked, as PostgreSQL is that finds its predecessor not quite dead.
        throw ended(plan);
      }
      var record =
          new ChildRecord(
              plan.name(),
              handle.pid(),
              started.get(),
              plan.marker(),
              plan.ending(),
              plan.fingerprint());
      write(record);
      return record.process();
    } catch (IOException unstarted) {
      throw new StartRefused(
          plan.name() + "-not-started",
          plan.name() + " cannot be started: " + unstarted.getMessage(),
          "Read " + plan.log(),
          unstarted);
    }
  }

  /** Ends the child of that name, if it runs and is provably ours, and forgets it. */
  public void end(String name, Duration grace) {
    record(name).ifPresent(record -> record.process().end(record.ending(), grace));
    try {
      Files.deleteIfExists(file(name));
    } catch (IOException undeletable) {
      throw new UncheckedIOException(undeletable);
    }
  }

  /** The last lines of a log, for a person to read. */
  public static List<String> tail(Path log, int lines) {
    try {
      var all = Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1);
      return all.subList(Math.max(0, all.size() - lines), all.size());
    } catch (IOException none) {
      return List.of();
    }
  }

  private static String lastLine(Path log) {
    var lines = tail(log, 1);
    return lines.isEmpty() ? "it wrote nothing." : lines.getFirst();
  }

  private static boolean answersWithin(
      Duration limit, LiveProcess process, BooleanSupplier answers) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline && alive(process)) {
      if (answers.getAsBoolean()) {
        return true;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return false;
  }

  // Right after fork the command line is still ours, without the marker: look again before
  // deciding.
  private static boolean alive(LiveProcess process) {
    for (int look = 0; look < 10; look++) {
      if (process.alive()) {
        return true;
      }
      if (ProcessHandle.of(process.pid()).isEmpty()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return false;
  }

  private static void age(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > LONGEST_LOG) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Optional<ChildRecord> record(String name) {
    try {
      return Optional.of(JSON.readValue(Files.readString(file(name)), ChildRecord.class));
    } catch (IOException | JacksonException none) {
      return Optional.empty(); // never started, or cut off while written: nothing to prove it by
    }
  }

  private void write(ChildRecord record) throws IOException {
    var temporary = records.resolve(record.name() + ".json.new");
    Files.writeString(temporary, JSON.writeValueAsString(record));
    Files.move(temporary, file(record.name()), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path file(String name) {
    return records.resolve(name + ".json");
  }

  /**
   * A child that answers.
   *
   * @param adopted whether an earlier platform started it
   */
  public record Started(LiveProcess process, boolean adopted) {}
}
