package io.tributary.runtime.replays;

import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.topics.Topics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads what is sent next, where it lies, and finds what cannot be sent any more. */
@Component
final class ReadMessages {
  private static final Logger LOG = LoggerFactory.getLogger(ReadMessages.class);

  private final Deployments deployments;
  private final Topics topics;

  ReadMessages(Deployments deployments, Topics topics) {
    this.deployments = deployments;
    this.topics = topics;
  }

  /**
   * What was found.
   *
   * @param gone numbers of those whose step was removed meanwhile, or that are no longer kept
   */
  record Found(List<Entering> entering, Set<Integer> gone) {
    Found {
      entering = List.copyOf(entering);
      gone = Set.copyOf(gone);
    }
  }

  /**
   * @throws io.tributary.runtime.topics.BrokerAway where they cannot be read
   */
  Found read(Replay replay, List<Replays.Numbered> portion) {
    var entering = new ArrayList<Entering>();
    var gone = new HashSet<Integer>();
    for (var numbered : portion) {
      var message = numbered.message();
      var step = deployments.assigned(message.flow(), message.step());
      var source = topics.at(message.topic(), message.partition(), message.offset());
      if (step.isPresent() && source.isPresent()) {
        entering.add(new Entering(numbered, step.get(), source.get()));
      } else {
        gone.add(numbered.number());
        LOG.warn(
            "Replay {}: left out a message of step {}, because {}",
            replay.id(),
            message.step(),
            step.isEmpty() ? "the flow has no such step any more" : "it is not kept any more");
      }
    }
    return new Found(entering, gone);
  }
}
