package io.tributary.runtime.components;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.membership.Memberships;
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
  private final Memberships memberships;

  ListingListener(Components components, Memberships memberships) {
    this.components = components;
    this.memberships = memberships;
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
      var listing = Json.read(message.value(), ComponentListed.class);
      // What its publisher left behind is on the shelf already, and nothing else is to come back.
      if (!memberships.gone().contains(listing.publisherOrganization())) {
        components.list(listing);
      }
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
