package io.tributary.builder.requests;

import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Reach;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import tools.jackson.core.JacksonException;

/** Listens for orders; one that cannot be read is logged and passed, for it never will be. */
public final class BuildRequests {
  private static final Logger LOG = LoggerFactory.getLogger(BuildRequests.class);

  private final RequestBuild requestBuild;

  public BuildRequests(RequestBuild requestBuild) {
    this.requestBuild = requestBuild;
  }

  /** Takes one order. */
  @KafkaListener(id = "builder-requests", topics = BuildTopics.REQUESTED, groupId = "builder")
  public void take(String order) {
    BuildRequested request;
    try {
      request = Json.read(order, BuildRequested.class);
    } catch (JacksonException | IllegalArgumentException unreadable) {
      LOG.error(
          "An order on {} cannot be read: {}", BuildTopics.REQUESTED, unreadable.getMessage());
      return;
    }
    Reach.of(request.organization()).run(() -> requestBuild.request(request));
  }
}
