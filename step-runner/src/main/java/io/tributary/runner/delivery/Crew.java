package io.tributary.runner.delivery;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The step's workers and what each has in hand. Outlives a {@link Delivery}: after trouble with the
 * broker the workers stay, and what they still say of abandoned messages is recognized and dropped.
 * For the step's thread only.
 */
public final class Crew {
  private static final Set<String> LEVELS = Set.of("debug", "info", "warn", "error");
  private static final int LOG_TEXT = 16 * 1024;
  private static final long PAGES_AHEAD = 4L * 1024 * 1024;

  /** Longer than anything is waited for. */
  private static final long LONG = Duration.ofDays(365).toNanos();

  private final StepName step;
  private final DeliveryLimits limits;
  private final Timepiece time;
  private final Journal journal;
  private final List<Post> posts = new ArrayList<>();
  private long lastId;
  private int inFlight;

  /** No flight's is earlier: looking at all of them for each batch of frames would cost. */
  private long earliestDeadline;

  public Crew(StepName step, DeliveryLimits limits, Timepiece time, Journal journal) {
    this.step = step;
    this.limits = limits;
    this.time = time;
    this.journal = journal;
    this.earliestDeadline = time.now() + LONG;
  }

  public void joined(Worker worker) {
    posts.add(new Post(worker, new LogBudget(limits.logBytesPerSecond(), time.now())));
  }

  /** The worker is gone: what it had in hand goes to others. */
  public void left(Worker worker) {
    var post = postOf(worker);
    if (post == null) {
      return;
    }
    posts.remove(post);
    post.heldBack.forEach(Runnable::run);
    inFlight -= post.flights.size();
    boolean culpritKnown =
        post.takenBack || post.flights.values().stream().anyMatch(flight -> flight.cancelled);
    boolean alone = post.flights.size() == 1 && !post.takenBack;
    for (var flight : List.copyOf(post.flights.values()).reversed()) {
      var owner = flight.owner();
      if (owner != null) {
        owner.workerLost(flight, worker.name(), alone, culpritKnown);
      }
    }
  }

  /**
   * What the worker was lent was taken back: nothing more is given to it or heard of it, and what
   * it has in hand goes to others when it has left.
   */
  public void takenBack(Worker worker) {
    var post = postOf(worker);
    if (post != null) {
      post.ending = true;
      post.takenBack = true;
    }
  }

  /** What a worker wrote before it ended, for the step's log. */
  public void lastWords(String worker, List<String> lines) {
    lines.forEach(
        text -> journal.log(new LogLine(time.stamp(), step, worker, "error", null, text)));
  }

  /**
   * Takes what a worker's host said.
   *
   * @throws ProtocolViolation if it may not say that; the caller ends the worker
   */
  public void heard(Worker worker, List<Frame> frames) throws ProtocolViolation {
    var post = postOf(worker);
    if (post == null || post.ending) {
      return;
    }
    for (var frame : frames) {
      heard(post, frame);
    }
  }

  /**
   * The frames were taken in. A worker that gives pages faster than they are committed is not read
   * on meanwhile.
   */
  public void handled(Worker worker, Runnable readOn) {
    var post = postOf(worker);
    if (post != null && post.paged && post.isAheadBy(PAGES_AHEAD)) {
      post.heldBack.add(readOn);
    } else {
      readOn.run();
    }
  }

  /** Cancels what takes too long, and ends workers that do not obey. */
  public void tick() {
    long now = time.now();
    for (var post : posts) {
      if (!post.heldBack.isEmpty() && !post.isAheadBy(PAGES_AHEAD)) {
        post.heldBack.forEach(Runnable::run);
        post.heldBack.clear();
      }
    }
    posts.forEach(post -> endLateLeaver(post, now));
    if (earliestDeadline - now > 0) {
      return;
    }
    earliestDeadline = now + LONG;
    for (var post : posts) {
      for (var flight : post.flights.values()) {
        if (flight.deadline - now <= 0) {
          overdue(post, flight, now);
        }
        watch(flight);
      }
    }
  }

  private void overdue(Post post, Flight flight, long now) {
    if (flight.cancelled) {
      post.end("it did not end a message that was cancelled");
    } else {
      flight.cancelled = true;
      flight.deadline = now + limits.grace().toNanos();
      post.worker.send(Frame.of(FrameType.CANCEL, flight.id));
    }
  }

  private void watch(Flight flight) {
    if (flight.deadline - earliestDeadline < 0) {
      earliestDeadline = flight.deadline;
    }
  }

  private void endLateLeaver(Post post, long now) {
    if (!post.draining || !post.isIdle()) {
      return;
    }
    if (post.goneBy == Long.MAX_VALUE) {
      post.goneBy = now + limits.grace().toNanos();
    } else if (post.goneBy - now <= 0) {
      post.end("it had nothing left and did not go");
    }
  }

  /** Messages in the workers' hands, abandoned ones counted. */
  public int inFlight() {
    return inFlight;
  }

  public boolean isEmpty() {
    return posts.isEmpty();
  }

  /** Workers to whom messages are given. */
  public int present() {
    return (int) posts.stream().filter(Crew::isAtWork).count();
  }

  /** Of these, those who do what this says. */
  public int present(StepAssignment edition) {
    return (int) posts.stream().filter(post -> isAtWork(post) && post.does(edition)).count();
  }

  /** Messages that those who do what this says take at the same time. */
  public int credits(StepAssignment edition) {
    return posts.stream()
        .filter(post -> isAtWork(post) && post.does(edition))
        .mapToInt(post -> post.worker.credits())
        .sum();
  }

  /** Messages in the hands of those who do what this says. */
  public int inFlight(StepAssignment edition) {
    return posts.stream()
        .filter(post -> post.does(edition))
        .mapToInt(post -> post.flights.size())
        .sum();
  }

  /** Whether somebody could be given another message of this edition. */
  public boolean hasRoom(StepAssignment edition, StepAssignment newest) {
    return freest(edition, newest) != null;
  }

  /** Whether somebody was told to go and is still there. */
  public boolean isDraining() {
    return posts.stream().anyMatch(post -> post.draining);
  }

  /** Tells every host to end what it has and go. */
  public void drain() {
    posts.forEach(this::drain);
  }

  /** Of those who do what this says, tells the one with the least in hand to end that and go. */
  public Optional<Worker> drainOne(StepAssignment edition) {
    return drainLeastBusy(post -> post.does(edition));
  }

  /** The same, of those that do what no edition says any more. */
  public Optional<Worker> drainOutdated(StepAssignment newest) {
    return drainLeastBusy(post -> post.isOutdated(newest));
  }

  /** Workers that do what no edition says any more, and have not been told to go. */
  public int outdated(StepAssignment newest) {
    return (int) posts.stream().filter(post -> isAtWork(post) && post.isOutdated(newest)).count();
  }

  private Optional<Worker> drainLeastBusy(Predicate<Post> which) {
    var leaver =
        posts.stream()
            .filter(post -> isAtWork(post) && which.test(post))
            .min(Comparator.comparingInt(post -> post.flights.size()));
    leaver.ifPresent(this::drain);
    return leaver.map(post -> post.worker);
  }

  private void drain(Post post) {
    if (post.draining) {
      return;
    }
    post.draining = true;
    post.goneBy = Long.MAX_VALUE;
    post.reserved = false;
    post.worker.send(Frame.of(FrameType.DRAIN));
  }

  private static boolean isAtWork(Post post) {
    return !post.ending && !post.draining;
  }

  /** Nobody waits for these messages any more. */
  void abandon(Delivery owner) {
    for (var post : posts) {
      for (var flight : post.flights.values()) {
        if (flight.owner() == owner) {
          abandon(post, flight);
        }
      }
    }
  }

  void abandon(Post post, Flight flight) {
    flight.abandon();
    if (!flight.cancelled) {
      flight.cancelled = true;
      flight.deadline = time.in(limits.grace());
      watch(flight);
      post.worker.send(Frame.of(FrameType.CANCEL, flight.id));
    }
  }

  void abandonMessagesOf(Delivery owner, int partition) {
    for (var post : posts) {
      for (var flight : post.flights.values()) {
        if (flight.owner() == owner && flight.message.record.partition() == partition) {
          abandon(post, flight);
        }
      }
    }
  }

  /** Of those for the edition, the post with the most room; none where nobody has any. */
  @Nullable Post freest(StepAssignment edition, StepAssignment newest) {
    Post freest = null;
    for (var post : posts) {
      if (!post.reserved
          && post.free() > 0
          && (freest == null || post.free() > freest.free())
          && post.serves(edition, newest)) {
        freest = post;
      }
    }
    return freest;
  }

  /**
   * Keeps posts free of others' messages, half of those at work at most; gives one of them that has
   * nothing in hand.
   *
   * @param waiting messages that are to be sent alone
   */
  @Nullable Post reserve(StepAssignment edition, StepAssignment newest, int waiting) {
    int atWork = 0;
    int reserved = 0;
    int becomingFree = 0;
    Post leastBusy = null;
    for (var post : posts) {
      if (!isAtWork(post) || !post.serves(edition, newest)) {
        continue;
      }
      atWork++;
      if (!post.reserved) {
        leastBusy = lessBusy(leastBusy, post);
      } else if (post.isIdle() && post.free() > 0) {
        return post;
      } else {
        reserved++;
        becomingFree += post.hasSuspect() ? 0 : 1;
      }
    }
    if (leastBusy == null || becomingFree >= waiting || reserved >= Math.max(1, atWork / 2)) {
      return null;
    }
    leastBusy.reserved = true;
    return leastBusy.isIdle() && leastBusy.free() > 0 ? leastBusy : null;
  }

  private static Post lessBusy(@Nullable Post one, Post other) {
    return one == null || other.flights.size() < one.flights.size() ? other : one;
  }

  /** Ends reservations of posts that have nothing in hand. */
  void unreserve() {
    for (var post : posts) {
      post.reserved &= !post.isIdle();
    }
  }

  Flight assign(
      Post post, Message message, StepAssignment assignment, Delivery owner, long deadline) {
    var flight = new Flight(++lastId, message, assignment, owner, deadline);
    post.flights.put(flight.id, flight);
    watch(flight);
    inFlight++;
    return flight;
  }

  /** The message never left. */
  void unassign(Post post, Flight flight) {
    landed(post, flight);
  }

  /** Sends what was given to the posts. */
  void handOver() {
    posts.forEach(Post::handOver);
  }

  /** Each worker asks for its connection now. */
  public void renewConnections() {
    posts.forEach(post -> post.worker.renewConnection());
  }

  private void heard(Post post, Frame frame) throws ProtocolViolation {
    switch (frame.type()) {
      case EMIT, PAGE, SNAPSHOT, REPLY -> {
        var flight = flightOf(post, frame);
        var owner = flight.owner();
        if (owner != null) {
          owner.said(post, flight, frame);
        }
      }
      case DONE, FAILED -> {
        var flight = flightOf(post, frame);
        var owner = flight.owner();
        if (owner == null) {
          landed(post, flight);
        } else if (frame.type() == FrameType.DONE) {
          landed(post, flight);
          owner.done(flight, post.worker.name());
        } else {
          var failure = Failure.read(frame);
          landed(post, flight);
          owner.failed(flight, post.worker.name(), failure);
        }
      }
      case LOG -> log(post, frame);
      case METRIC -> {
        // Kept nowhere yet: the operations issue gives metrics their road.
      }
      default ->
          throw new ProtocolViolation(Rule.ORDER, frame.type() + " in the middle of the work");
    }
  }

  private void landed(Post post, Flight flight) {
    post.flights.remove(flight.id);
    inFlight--;
  }

  private static Flight flightOf(Post post, Frame frame) throws ProtocolViolation {
    var flight = post.flights.get(frame.id());
    if (flight == null) {
      throw new ProtocolViolation(
          Rule.ID, frame.type() + " about message " + frame.id() + ", which it does not have");
    }
    return flight;
  }

  private void log(Post post, Frame frame) {
    long now = time.now();
    if (!post.logs.take(frame.body().length + 64, now)) {
      return;
    }
    long dropped = post.logs.takeDropped();
    if (dropped > 0) {
      line(post, "warn", null, dropped + " bytes dropped");
    }
    var flight = post.flights.get(frame.id());
    var level = frame.header(HeaderKey.LEVEL).filter(LEVELS::contains).orElse("info");
    line(
        post,
        level,
        flight == null ? null : flight.message.execution(),
        PlainText.of(frame.bodyText(), LOG_TEXT));
  }

  private void line(Post post, String level, @Nullable String execution, String text) {
    journal.log(new LogLine(time.stamp(), step, post.worker.name(), level, execution, text));
  }

  private @Nullable Post postOf(Worker worker) {
    for (var post : posts) {
      if (post.worker.equals(worker)) {
        return post;
      }
    }
    return null;
  }
}
