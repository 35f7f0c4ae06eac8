package io.tributary.contracts.steps;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.names.VersionRef;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What one step does, as the runtime tells it to the step runners. Topic {@link #TOPIC}, compacted;
 * key {@link #key}; a tombstone ends the step. It holds no secret: connections are leased.
 *
 * @param revision the flow's newest revision that this assignment belongs to
 * @param mapping JSONata from the message to the operation's input; absent = the message itself
 * @param connection the connection to lease, where the operation needs one
 * @param egress hosts the worker may reach, beside those that the connection's fields give
 * @param upstream the step whose output is consumed; absent for the trigger
 * @param handling how messages are taken and given
 * @param reads earlier steps whose outputs the mapping reads as {@code $steps}
 * @param carries steps whose outputs go on with this step's messages, for mappings further down
 * @param workers how many worker containers run at the same time
 * @param concurrency messages in flight per step, over all workers
 * @param timeoutSeconds after this long an attempt counts as failed and its worker as hung
 * @param rate attempts that all steps with this connection may begin together; absent = any
 * @param editions which messages this is for, and what is done with those that began before
 */
public record StepAssignment(
    OrganizationName organization,
    FlowId flow,
    FlowName flowName,
    int revision,
    StepName step,
    State state,
    VersionRef component,
    ImageDigest image,
    Operation operation,
    JsonNode fields,
    @Nullable String mapping,
    @Nullable ConnectionName connection,
    List<HostGrant> egress,
    @Nullable StepName upstream,
    Handling handling,
    Set<StepName> reads,
    Set<StepName> carries,
    RetryPolicy retry,
    WorkerLimits limits,
    Workers workers,
    int concurrency,
    int timeoutSeconds,
    @Nullable Rate rate,
    Editions editions) {
  public static final String TOPIC = "tributary.steps";

  private static final int SECONDS_BETWEEN_STRAGGLERS = 10;

  @SuppressWarnings("ConstantValue") // absent in what was written before there were editions
  public StepAssignment {
    egress = List.copyOf(egress);
    reads = Set.copyOf(reads);
    carries = Set.copyOf(carries);
    editions = editions == null ? Editions.ONLY : editions;
  }

  public static String key(FlowId flow, StepName step) {
    return flow + "/" + step;
  }

  /** Under which the step runners know it: a road that is being cleared has a key of its own. */
  public String key() {
    var open = key(flow, step);
    return editions.closed() ? open + "/" + editions.road() : open;
  }

  /** The step's consumer group on this road. */
  public String group() {
    return FlowTopics.group(flow, step, editions.road());
  }

  /** The step's waiting room on this road. */
  public String parkedTopic() {
    return FlowTopics.parked(flow, step, editions.road());
  }

  /**
   * What is done with messages of a revision; absent where they are not this step's.
   *
   * @param number 0 = not known: the newest counts
   */
  public Optional<StepAssignment> edition(int number) {
    if (number == 0 || number >= editions.since()) {
      return number > revision && editions.closed() ? Optional.empty() : Optional.of(this);
    }
    return editions.earlier().stream()
        .filter(earlier -> number >= earlier.editions.since() && number <= earlier.revision)
        .findFirst();
  }

  /** This edition and those before it. */
  public Stream<StepAssignment> all() {
    return Stream.concat(Stream.of(this), editions.earlier().stream());
  }

  /** Whether a worker that was made for this one does what the other says. */
  public boolean isSameWorkAs(StepAssignment other) {
    return component.equals(other.component)
        && image.equals(other.image)
        && operation.equals(other.operation)
        && fields.equals(other.fields)
        && Objects.equals(mapping, other.mapping)
        && Objects.equals(connection, other.connection)
        && egress.equals(other.egress)
        && limits.equals(other.limits);
  }

  /** The same with other editions. */
  public StepAssignment with(Editions others) {
    return with(state, revision, workers, others);
  }

  /** The same in another state. */
  public StepAssignment in(State other) {
    return with(other, revision, workers, editions);
  }

  /** The same as a part of another revision of its flow. */
  public StepAssignment ofRevision(int number) {
    return with(state, number, workers, editions);
  }

  /** The same, and its earlier editions, with other hosts to reach. */
  public StepAssignment reaching(Function<StepAssignment, List<HostGrant>> hosts) {
    var earlier = editions.earlier().stream().map(one -> one.reaching(hosts)).toList();
    return new StepAssignment(
        organization,
        flow,
        flowName,
        revision,
        step,
        state,
        component,
        image,
        operation,
        fields,
        mapping,
        connection,
        hosts.apply(this),
        upstream,
        handling,
        reads,
        carries,
        retry,
        limits,
        workers,
        concurrency,
        timeoutSeconds,
        rate,
        new Editions(editions.since(), editions.road(), editions.closed(), earlier));
  }

  /** The same on a road that is being cleared; nobody is there without a message. */
  public StepAssignment cleared() {
    return with(
        state,
        revision,
        new Workers(0, workers.max(), SECONDS_BETWEEN_STRAGGLERS),
        new Editions(editions.since(), editions.road(), true, editions.earlier()));
  }

  private StepAssignment with(
      State otherState, int otherRevision, Workers otherWorkers, Editions others) {
    return new StepAssignment(
        organization,
        flow,
        flowName,
        otherRevision,
        step,
        otherState,
        component,
        image,
        operation,
        fields,
        mapping,
        connection,
        egress,
        upstream,
        handling,
        reads,
        carries,
        retry,
        limits,
        otherWorkers,
        concurrency,
        timeoutSeconds,
        rate,
        others);
  }

  /**
   * A message ends on the revision of its flow that it began with. So a step whose work changes
   * goes on doing the old one for messages that are on their way. What it takes its messages from
   * is its road; another input is another road, with a consumer group and a waiting room of its
   * own, and the one before is closed and cleared.
   *
   * @param since the first revision whose messages get this assignment
   * @param road 1 for the first
   * @param closed no message of a later revision comes by this road; it ends when it is empty
   * @param earlier newest first; each holds for messages from its own {@code since} to its own
   *     revision. They have the same road, and no earlier ones themselves
   */
  public record Editions(int since, int road, boolean closed, List<StepAssignment> earlier) {
    /** There was nothing before. */
    public static final Editions ONLY = new Editions(0, 1, false, List.of());

    public Editions {
      earlier = List.copyOf(earlier);
      if (since < 0 || road < 1) {
        throw new IllegalArgumentException("Revisions are counted from 0, roads from 1.");
      }
    }
  }

  /**
   * How a step takes its messages and gives what came of them.
   *
   * @param input which of the upstream's topics is consumed
   * @param errorBranch whether a step follows that takes what this one gives up
   */
  public record Handling(Input input, Ordering ordering, Delivery delivery, boolean errorBranch) {
    public static final Handling DEFAULT =
        new Handling(Input.OUTPUT, Ordering.KEY, Delivery.EXACTLY_ONCE, false);
  }

  /** Of the upstream step: what it gave, or what it gave up. */
  public enum Input {
    OUTPUT,
    ERRORS
  }

  /** Whether order holds among messages of one key, across retries, crashes and scaling. */
  public enum Ordering {
    KEY,
    NONE
  }

  /** Exactly once by transactions, or sooner and possibly twice after a crash. */
  public enum Delivery {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  /** The topic that this step consumes. */
  public String inputTopic() {
    if (upstream == null) {
      return FlowTopics.input(flow, step);
    }
    return switch (handling.input()) {
      case OUTPUT -> FlowTopics.output(flow, upstream);
      case ERRORS -> FlowTopics.errors(flow, upstream);
    };
  }

  /** Paused keeps every message and lets go of the workers. */
  public enum State {
    RUNNING,
    PAUSED
  }

  /**
   * What of the component is called.
   *
   * @param kind {@code trigger} or {@code action}
   * @param main what the host loads: a Java class name or a Node path
   */
  public record Operation(String kind, String name, String main) {}

  /** A host and port that the worker may reach through the egress proxy. */
  public record HostGrant(String host, int port) {}

  /**
   * How many workers a step has.
   *
   * @param min 0 = none where no message came for a while; the next one starts a worker
   * @param max when messages wait
   * @param idleSeconds without a message, before the last worker of a minimum of 0 goes
   */
  public record Workers(int min, int max, int idleSeconds) {
    public Workers {
      if (min < 0 || max < 1 || max < min || idleSeconds < 1) {
        throw new IllegalArgumentException(
            "A step has 0 or more workers, at least one at most, and rests after a second.");
      }
    }

    /** Always so many. */
    public static Workers fixed(int count) {
      return new Workers(count, count, 300);
    }
  }

  /**
   * How often a target may be asked.
   *
   * @param requests attempts
   * @param perMillis in any span this long
   */
  public record Rate(int requests, long perMillis) {
    public Rate {
      if (requests < 1 || perMillis < 1) {
        throw new IllegalArgumentException("A rate is at least one request in a positive time.");
      }
    }

    /** The one that lets fewer through. */
    public Rate narrower(Rate other) {
      boolean fewer = (double) requests / perMillis <= (double) other.requests / other.perMillis;
      return fewer ? this : other;
    }
  }

  /**
   * What a worker's container may use.
   *
   * @param memoryMebibytes hard limit of the container
   * @param cpus processors it is sure of when all want more, 1.0 = one core; it may use a whole one
   *     where others leave it
   */
  public record WorkerLimits(int memoryMebibytes, double cpus, int pids) {}
}
