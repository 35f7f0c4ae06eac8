package io.tributary.runtime.components;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.support.StoppedOrganizations;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class ListingListenerTest {
  private final InMemoryComponents shelf = new InMemoryComponents();
  private final StoppedOrganizations organizations = new StoppedOrganizations();
  private final ListingListener listener = new ListingListener(shelf, organizations);

  @Test
  void whatAnOrganizationListedThatIsGoneDoesNotComeBack() {
    organizations.stop(new OrganizationName("tributary"));
    listener.listed(listing());
    assertThat(shelf.all()).isEmpty();

    organizations.goOn();
    listener.listed(listing());

    assertThat(shelf.all()).containsExactly(ComponentRef.parse("tributary/webhook"));
  }

  private static ConsumerRecord<String, String> listing() {
    var listing =
        InMemoryComponents.listing("tributary/webhook@1.0.0", 'a', InMemoryComponents.WEBHOOK);
    return new ConsumerRecord<>("listed", 0, 0, listing.version().toString(), Json.write(listing));
  }
}
