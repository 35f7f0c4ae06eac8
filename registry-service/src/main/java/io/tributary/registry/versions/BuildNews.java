package io.tributary.registry.versions;

import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Listens to the builder. What cannot be read is logged and passed over: it would block the rest.
 */
@Component
class BuildNews {
  private static final Logger LOG = LoggerFactory.getLogger(BuildNews.class);
  private final RecordBuild recordBuild;

  BuildNews(RecordBuild recordBuild) {
    this.recordBuild = recordBuild;
  }

  @KafkaListener(
      id = "registry-builds",
      groupId = "tributary-registry",
      topics = BuildTopics.FINISHED)
  void finished(String news) {
    BuildFinished finished;
    try {
      finished = Json.read(news, BuildFinished.class);
    } catch (JacksonException unreadable) {
      LOG.error("A word on {} cannot be read", BuildTopics.FINISHED, unreadable);
      return;
    }
    Reach.across(Use.BUILDS).run(() -> recordBuild.record(finished));
  }
}
