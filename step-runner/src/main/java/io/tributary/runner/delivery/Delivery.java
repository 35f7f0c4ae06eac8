package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.protocol.Frame;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.runner.delivery.Ending.Dead;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one step from the moment they are fetched to the moment they are handed over to a
 * transaction. It lives as long as one group membership: after a failed transaction it is thrown
 * away, and another one begins at the committed position. For the step's thread only.
 */
public final class Delivery {
  /** Between asking for a connection anew and probing with it. */
  private static final Duration RENEWAL = Duration.ofSeconds(1);

  /**
   * Where so many wait for a worker alone, more would only fill memory: the next fetch is at hand
   * before they are given out.
   */
  private static final int READY = 2_048;

  /** Between two looks at what stands in others' way. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final String FORGOT =
      "more than %,d event ids of one partition in %d h: the oldest are forgotten, and would run again"
          .formatted(SeenIds.MOST, SeenIds.WINDOW.toHours());

  private StepAssignment assignment;
  private final DeliveryLimits limits;
  private final Crew crew;
  private final Attempts attempts;
  private final Timepiece time;
  private final Holdings holdings;
  private final Sayings sayings;
  private final Turns turns;
  private final RefusedConnection refused;
  private final NotLent notLent;
  private final Breaker breaker;
  private final ArrayDeque<Message> stopped = new ArrayDeque<>();
  private final RateBudgets rates;
  private RateBudget.Share rate;
  private boolean rateSpent;
  private long nextLook;

  public Delivery(
      StepAssignment assignment,
      DeliveryLimits limits,
      Crew crew,
      Attempts attempts,
      Budgets budgets,
      RecordLimits records) {
    this.assignment = assignment;
    this.limits = limits;
    this.crew = crew;
    this.attempts = attempts;
    this.time = attempts.time();
    this.turns = new Turns(assignment);
    this.holdings = new Holdings(assignment, limits, budgets.memory(), time, records);
    this.sayings = new Sayings(assignment, limits, holdings, records);
    this.refused = new RefusedConnection(time, limits.probe(), RENEWAL);
    this.notLent = new NotLent(attempts);
    this.breaker = new Breaker(limits, time);
    this.rates = budgets.rates();
    this.rate = rates.join(assignment, time.now());
    this.nextLook = time.in(LOOK);
  }

  /** From now on attempts begin with this assignment; those under way end with theirs. */
  public void adjust(StepAssignment next) {
    assignment = next;
    attempts.adjust(next);
    holdings.adjust(next);
    turns.suspects().forEach(this::findEdition);
    turns.regroup(next).forEach(this::enter);
    var before = rate;
    rate = rates.join(next, time.now());
    before.close(time.now());
    rateSpent = false;
  }

  /** These partitions are the step's from now on. */
  public void assigned(Takeover takeover) {
    holdings.assigned(takeover);
  }

  /** All that lay in the parked partitions at the takeover has been fetched. */
  public void caughtUp(Set<Integer> partitions) {
    partitions.forEach(partition -> holdings.caughtUp(partition).forEach(this::start));
  }

  /** Takes what was fetched, in the partition's order; gives how many messages are new. */
  public int fetched(List<ConsumerRecord<byte[], byte[]>> records) {
    return holdings.fetched(records, this::start);
  }

  /** Bodies of parked messages that have to be read again; each is named once. */
  public List<Place> bodiesToRead() {
    return holdings.room().takeUnasked();
  }

  /** They were read. */
  public void bodiesRead(List<ConsumerRecord<byte[], byte[]>> records) {
    holdings.restored(records).forEach(this::enter);
  }

  /** Whether more should be fetched. */
  public boolean hasRoom() {
    return !refused.isRefused() && !breaker.isOpen() && turns.ready() < READY && holdings.hasRoom();
  }

  /** Whether messages wait that no worker has yet. */
  public boolean hasBacklog() {
    return !turns.isEmpty();
  }

  /** Messages that a worker could be given now, by what is done with them. */
  public Map<StepAssignment, Integer> ready() {
    var ready = new IdentityHashMap<StepAssignment, Integer>();
    turns.editions().forEach(edition -> ready.put(edition, turns.ready(edition)));
    turns.suspects().forEach(one -> ready.put(editionOf(one), turns.ready(editionOf(one))));
    return ready;
  }

  /** Whether messages wait because the workers have all that they may have. */
  public boolean isSaturated() {
    boolean held = refused.isRefused() || breaker.isOpen() || rateSpent;
    return !held
        && turns.ready() > 0
        && heldBytes() < limits.overflowBytes()
        && (turns.editions().stream().noneMatch(one -> crew.hasRoom(one, assignment))
            || crew.inFlight() >= assignment.concurrency());
  }

  /** The step's connection is not lent, so that nobody can work. */
  public void notLent(String why) {
    notLent.begin(why);
  }

  public void lent() {
    notLent.end();
  }

  public boolean isRefused() {
    return refused.isRefused();
  }

  /** Fetched and not committed. */
  public int waiting() {
    return holdings.waiting();
  }

  public long heldBytes() {
    return holdings.heldBytes();
  }

  /** Ended and not yet handed to a transaction, those beyond a gap counted too. */
  public int ended() {
    return holdings.ended();
  }

  /** Gives messages to workers, as far as both allow. */
  public void dispatch() {
    long now = time.now();
    for (var due = turns.due(now); due != null; due = turns.due(now)) {
      enterFirst(due);
    }
    for (var message = stopped.poll(); message != null; message = stopped.poll()) {
      end(message, Attempts.STOPPED);
    }
    rateSpent = false;
    if (notLent.isUntold()) {
      turns.first().ifPresent(notLent::tell);
    }
    if (holdings.events().takeForgot()) {
      attempts.say("warn", FORGOT);
    }
    if (nextLook - now <= 0) {
      nextLook = time.in(LOOK);
      holdings.relieve();
    }
    if (refused.isRefused()) {
      probeConnection();
    } else if (breaker.isOpen()) {
      probeTarget();
    } else {
      dispatchReady();
    }
    crew.handOver();
    if (turns.ready() == 0) {
      rate.waitsNoMore();
    }
  }

  /** Nanoseconds until something is to be done that nobody will call for; at most a minute. */
  public long untilNextTask() {
    long now = time.now();
    long wait = turns.untilDue(now, Duration.ofMinutes(1).toNanos());
    if (crew.inFlight() > 0) {
      wait = Math.min(wait, Duration.ofMillis(500).toNanos());
    }
    if (holdings.isFilling()) {
      wait = Math.min(wait, Math.max(0, nextLook - now));
    }
    if (rateSpent) {
      wait = Math.min(wait, rate.untilNext(now));
    }
    if (refused.isRefused()) {
      wait = Math.min(wait, refused.nextAt() - now);
    } else if (breaker.isOpen() && !turns.isEmpty() && !breaker.mayProbe()) {
      wait = Math.min(wait, breaker.nextAt() - now);
    }
    return Math.max(0, wait);
  }

  /** What can be committed now. */
  public Optional<Batch> takeBatch() {
    return holdings.take();
  }

  public boolean isCommittable() {
    return holdings.isCommittable();
  }

  /** The first of the batches that were taken and not yet sent is on its way to the broker. */
  public void sent() {
    holdings.sent();
  }

  /** The first of the batches that were taken and not yet committed is committed. */
  public void committed(Receipt receipt) {
    holdings.committed(receipt);
  }

  /** The partition, of the input and of the parked topic, belongs to somebody else now. */
  public void dropped(int partition) {
    crew.abandonMessagesOf(this, partition);
    holdings.dropped(partition);
    turns.forgetDropped();
    stopped.removeIf(message -> message.dropped);
  }

  /** Everything uncommitted is somebody else's, or this step's next beginning's. */
  public void abandon() {
    crew.abandon(this);
    holdings.abandon();
    rate.close(time.now());
  }

  /** Makes the next attempt now; of these messages, or of all that wait for one. */
  public void retryNow(Set<String> messages) {
    refused.probeNow();
    breaker.probeNow();
    turns.takeWaiting(one -> isMeant(messages, one)).forEach(this::enter);
  }

  /** Makes no further attempt; of these messages, or of all that wait for one. */
  public void stopRetrying(Set<String> messages) {
    holdings.forEach(
        one -> {
          // Where the target counts as down, those that are due wait for its return.
          boolean waits =
              one.stage == Stage.RETRYING || (one.stage == Stage.READY && one.failures > 0);
          one.stopped |= messages.isEmpty() ? waits : messages.contains(one.id());
        });
    turns.takeAll(one -> one.stopped).forEach(this::enter);
  }

  void said(Post post, Flight flight, Frame frame) throws ProtocolViolation {
    var message = flight.message;
    switch (sayings.take(flight, frame)) {
      case Sayings.Verdict.Well _ -> checkOverflow(post, flight);
      case Sayings.Verdict.Paged _ -> post.paged = true;
      case Sayings.Verdict.Over(Dead dead) -> {
        message.worker = post.worker.name();
        release(message, flight);
        crew.abandon(post, flight);
        end(message, dead);
      }
    }
  }

  void done(Flight flight, String worker) {
    answered();
    var message = flight.message;
    message.worker = worker;
    var tooLarge = sayings.tooLargeBesideSnapshots(flight);
    if (tooLarge.isPresent()) {
      end(message, tooLarge.get());
      return;
    }
    message.snapshots = sayings.left(flight);
    end(message, flight.emitted());
  }

  void failed(Flight flight, String worker, Failure failure) {
    var message = flight.message;
    message.worker = worker;
    release(message, flight);
    if (flight.cancelled) {
      tryAgain(message, timedOut());
      return;
    }
    switch (failure.kind()) {
      case RETRY_LATER -> {
        refused.works();
        if (attempts.givesUpOn(failure)) {
          answered();
          end(message, new Dead("give-up", failure.error(), failure.message()));
        } else {
          tryAgain(message, failure);
        }
      }
      case GIVE_UP -> {
        answered();
        end(message, new Dead(failure.deadKind(), failure.error(), failure.message()));
      }
      case CONNECTION_REFUSED -> refused(message, failure);
    }
  }

  /**
   * The worker died with the message in its hands.
   *
   * @param alone it had nothing else, so it died of this message
   * @param culpritKnown it was ended because of a message that it did not end in time
   */
  void workerLost(Flight flight, String worker, boolean alone, boolean culpritKnown) {
    var message = flight.message;
    message.worker = worker;
    release(message, flight);
    flight.abandon();
    boolean guilty = alone || flight.cancelled;
    if (guilty || !culpritKnown) {
      message.crashes++;
    }
    if (guilty && message.crashes >= limits.crashes()) {
      end(
          message,
          new Dead(
              flight.cancelled ? "timeout" : "worker-crashed",
              "WorkerLost",
              message.crashes + " workers were lost while they had this message"));
    } else if (flight.cancelled) {
      tryAgain(message, timedOut());
    } else {
      enterFirst(message);
    }
  }

  @Override
  public String toString() {
    return holdings + (breaker.isOpen() ? ", target down" : "");
  }

  private static boolean isMeant(Set<String> messages, Message message) {
    return messages.isEmpty() || messages.contains(message.id());
  }

  /** Of a lane that begins with duplicates, the first message that is none. */
  private void start(Message first) {
    @Nullable Message message = first;
    while (message != null && holdings.events().isTaken(message, time.stamp())) {
      message.duplicate = true;
      var end = sayings.finished(message, TakenEvents.ending(message));
      message = holdings.end(message, end).orElse(null);
    }
    if (message != null) {
      startFresh(message);
    }
  }

  private void startFresh(Message message) {
    if (message.dueAt - time.now() > 0) {
      turns.wait(message, message.dueAt);
    } else {
      enter(message);
    }
  }

  private void enter(Message message) {
    if (!isWhole(message)) {
      return;
    }
    if (message.stopped) {
      stopped.add(message);
    } else if (findEdition(message)) {
      turns.add(message);
    } else {
      turns.hold(message);
    }
  }

  private void enterFirst(Message message) {
    if (!isWhole(message)) {
      return;
    }
    if (findEdition(message)) {
      turns.addFirst(message);
    } else {
      turns.hold(message);
    }
  }

  /** False where the step was not told yet what to do with messages of that revision. */
  private boolean findEdition(Message message) {
    if (message.revision > assignment.revision() && !assignment.editions().closed()) {
      return false;
    }
    // What is parked belongs to this step, whatever it was told since.
    message.edition = assignment.edition(message.revision).orElse(assignment);
    return true;
  }

  private StepAssignment editionOf(Message message) {
    return message.edition == null ? assignment : message.edition;
  }

  private boolean isWhole(Message message) {
    if (message.hasBody()) {
      return true;
    }
    message.stage = Stage.READING;
    holdings.room().wantBody(message);
    return false;
  }

  private Failure timedOut() {
    return Failure.retryLater(
        "Timeout", "the step's time of " + assignment.timeoutSeconds() + " s was up");
  }

  private void tryAgain(Message message, Failure failure) {
    if (message.stopped) {
      end(message, Attempts.STOPPED);
      return;
    }
    boolean opened = breaker.failed(message.lane == null ? message : message.lane);
    switch (attempts.afterFailure(message, failure)) {
      case Attempts.Verdict.Again(long dueAt) -> {
        turns.wait(message, dueAt);
        if (dueAt - time.in(limits.parking().after()) > 0) {
          holdings.wish(message);
        }
      }
      case Attempts.Verdict.Spent(Dead dead) -> end(message, dead);
    }
    if (opened) {
      attempts.tellDown(message, failure, limits.probe());
    }
  }

  private void answered() {
    refused.works();
    if (breaker.answered()) {
      attempts.say("info", "the target answers again: attempts go on, slowly at first");
    }
  }

  private void refused(Message message, Failure failure) {
    enterFirst(message);
    if (refused.refuse()) {
      attempts.tell(message, Outcome.CONNECTION_REFUSED, null, failure);
    }
  }

  private void probeConnection() {
    switch (refused.nextStep()) {
      case WAIT -> {}
      case RENEW -> crew.renewConnections();
      case PROBE -> {
        if (probe()) {
          refused.probing();
        }
      }
    }
  }

  private void probeTarget() {
    if (breaker.mayProbe() && probe()) {
      breaker.probing();
    }
  }

  /** One message, alone: a suspect has what it waits for, too. */
  private boolean probe() {
    if (crew.inFlight() > 0) {
      return false;
    }
    crew.unreserve();
    var suspect = turns.peekSuspect();
    if (suspect != null) {
      var post = crew.freest(editionOf(suspect), assignment);
      return post != null
          && mayAttempt()
          && send(Objects.requireNonNull(turns.pollSuspect()), post);
    }
    for (var edition : turns.editions()) {
      var post = turns.peek(edition) == null ? null : crew.freest(edition, assignment);
      if (post != null && mayAttempt()) {
        return send(Objects.requireNonNull(turns.poll(edition)), post);
      }
    }
    return false;
  }

  /** Messages of earlier editions come first: they are few, and came before. */
  private void dispatchReady() {
    dispatchSuspects();
    turns.editions().forEach(this::dispatchReady);
  }

  private void dispatchReady(StepAssignment edition) {
    int most = Math.min(assignment.concurrency(), breaker.allowed());
    while (crew.inFlight() < most && heldBytes() < limits.overflowBytes()) {
      var message = turns.peek(edition);
      if (message == null) {
        return;
      }
      if (message.isSuspect()) {
        turns.suspect(Objects.requireNonNull(turns.poll(edition)));
        dispatchSuspects();
        continue;
      }
      var post = crew.freest(edition, assignment);
      if (post == null || !mayAttempt()) {
        return;
      }
      send(Objects.requireNonNull(turns.poll(edition)), post);
    }
  }

  /** Each alone, on several posts side by side. */
  private void dispatchSuspects() {
    int most = Math.min(assignment.concurrency(), breaker.allowed());
    for (var next = turns.peekSuspect(); next != null; next = turns.peekSuspect()) {
      var post = crew.reserve(editionOf(next), assignment, turns.suspectsWaiting());
      if (post == null || crew.inFlight() >= most || !mayAttempt()) {
        return;
      }
      send(Objects.requireNonNull(turns.pollSuspect()), post);
    }
    crew.unreserve();
  }

  /** Takes from the connection's budget; where that is spent, the step waits for its turn. */
  private boolean mayAttempt() {
    if (rateSpent) {
      return false;
    }
    rateSpent = !rate.take(time.now());
    return !rateSpent;
  }

  private boolean send(Message message, Post post) {
    message.attempt++;
    if (message.attempt == 1) {
      message.firstAttemptAt = time.now();
    }
    message.startedAt = time.stamp();
    message.sentAt = time.now();
    message.stage = Stage.IN_HAND;
    var under = post.under(editionOf(message));
    message.under = under;
    var flight =
        crew.assign(
            post, message, under, this, time.in(Duration.ofSeconds(under.timeoutSeconds())));
    Frame frame;
    try {
      frame = attempts.frame(flight, holdings.snapshots());
    } catch (BrokenInput broken) {
      crew.unassign(post, flight);
      end(message, new Dead("invalid-input", "BrokenInput", String.valueOf(broken.getMessage())));
      return false;
    }
    post.give(frame);
    return true;
  }

  private void checkOverflow(Post post, Flight flight) {
    if (heldBytes() <= limits.overflowBytes()) {
      return;
    }
    var message = flight.message;
    message.worker = post.worker.name();
    var text =
        "%d outputs with %d bytes while the step holds too much"
            .formatted(flight.outputs(), flight.outputBytes());
    release(message, flight);
    crew.abandon(post, flight);
    tryAgain(message, Failure.retryLater("Overflow", text));
  }

  /** What a failed attempt had emitted since its last page is forgotten. */
  private void release(Message message, Flight flight) {
    holdings.hold(message, -flight.heldBytes());
  }

  private void end(Message message, Ending ending) {
    holdings.end(message, sayings.finished(message, ending)).ifPresent(this::start);
  }
}
