package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All dead letters; every question names the organization. */
public interface DeadLetters {
  /** Adds those that are not known yet, of flows that there are. */
  void record(List<DeadLetter> letters);

  /** Newest first. */
  List<DeadLetter> newest(OrganizationName organization, Selection selection, int limit);

  Optional<DeadLetter> find(OrganizationName organization, String id);

  /** How many there are, whatever became of them. */
  long count(OrganizationName organization);

  /** The next ones in the order of their ids, whatever became of them; after "" the first. */
  List<DeadLetter> after(OrganizationName organization, String id, int limit);

  /** The first execution, in the order of ids and thus of time, with open ones in the flow. */
  Optional<String> oldestOpen(FlowId flow);

  /** At which steps those that are meant died, and how many at each; most first. */
  Map<At, Long> places(OrganizationName organization, Selection selection);

  /** Open ones by what they have in common, most first. */
  List<Group> groups(OrganizationName organization, @Nullable FlowId flow);

  /** Keeps or, where empty, forgets changed copies; only of open ones. Gives how many it were. */
  int edit(OrganizationName organization, String id, Optional<DeadLetter.Edit> edit);

  /** Moves open ones into another state, oldest first, and gives those it moved. */
  List<DeadLetter> move(
      OrganizationName organization, Selection selection, DeadLetterState state, int limit);

  /** Opens dismissed and replayed ones again; gives how many. */
  int reopen(OrganizationName organization, Set<String> ids, Instant at);

  /**
   * Which dead letters are meant; what is empty or absent does not narrow.
   *
   * @param state by its word
   * @param except not those that died there
   */
  record Selection(
      Set<String> ids,
      @Nullable FlowId flow,
      @Nullable StepName step,
      @Nullable String cause,
      Set<String> executions,
      @Nullable String state,
      Set<At> except) {
    public Selection {
      ids = Set.copyOf(ids);
      executions = Set.copyOf(executions);
      except = Set.copyOf(except);
    }

    Selection(
        Set<String> ids,
        @Nullable FlowId flow,
        @Nullable StepName step,
        @Nullable String cause,
        Set<String> executions,
        @Nullable String state) {
      this(ids, flow, step, cause, executions, state, Set.of());
    }

    /** The open ones with these ids. */
    public static Selection ofIds(Set<String> ids) {
      return new Selection(ids, null, null, null, Set.of(), "open");
    }

    /** The open ones of these executions of a flow. */
    public static Selection ofExecutions(FlowId flow, Set<String> executions) {
      return new Selection(Set.of(), flow, null, null, executions, "open");
    }

    /** The same without those that died there. */
    public Selection except(Set<At> places) {
      return new Selection(ids, flow, step, cause, executions, state, places);
    }

    /** The same, but only open ones. */
    Selection open() {
      return new Selection(ids, flow, step, cause, executions, "open", except);
    }
  }

  /** A step of a flow, whether or not the flow still has it. */
  record At(FlowId flow, StepName step) {}

  /**
   * Open dead letters with one cause.
   *
   * @param errorMessage of the newest of them
   */
  record Group(
      String cause,
      FlowId flow,
      StepName step,
      String kind,
      String error,
      String errorMessage,
      long count,
      Instant first,
      Instant last) {}
}
