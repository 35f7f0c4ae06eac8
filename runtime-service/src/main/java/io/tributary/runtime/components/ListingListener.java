package io.tributary.runtime.components;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.foundation.json.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Hears from the registry what is listed, from the first listing on. */
@Component
final class ListingListener {
  private static final Logger LOG = LoggerFactory.getLogger(ListingListener.class);
  private final Components components;

  ListingListener(Components components) {
    this.components = components;
  }

  @KafkaListener(
      id = "runtime-components",
      topics = ComponentListed.TOPIC,
      properties = {"auto.offset.reset=earliest", "metadata.max.age.ms=5000"})
  void listed(ConsumerRecord<String, String> message) {
    if (message.value() == null) {
      return;
    }
    try {
      components.list(Json.read(message.value(), ComponentListed.class));
    } catch (JacksonException e) {
      // Stopping here would keep every later listing from the shelf.
      LOG.error(
          "Skipped a listing that cannot be read: {} offset {}",
          message.key(),
          message.offset(),
          e);
    }
  }
}
