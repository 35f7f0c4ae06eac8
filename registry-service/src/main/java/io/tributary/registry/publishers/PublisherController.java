package io.tributary.registry.publishers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An organization's publishers over REST. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/publishers")
class PublisherController {
  private final AddPublisher addPublisher;
  private final Publishers publishers;

  PublisherController(AddPublisher addPublisher, Publishers publishers) {
    this.addPublisher = addPublisher;
    this.publishers = publishers;
  }

  /** What is asked for: a free name. */
  record NewPublisher(PublisherName name) {}

  /** A publisher on the wire. */
  record PublisherView(PublisherName name, OrganizationName organization, Instant since) {
    static PublisherView of(Publisher publisher) {
      return new PublisherView(publisher.name(), publisher.organization(), publisher.since());
    }
  }

  @PostMapping
  @Needs(Permission.PUBLISHERS)
  ResponseEntity<PublisherView> add(
      @PathVariable String organization, @RequestBody NewPublisher asked) {
    return switch (addPublisher.add(new OrganizationName(organization), asked.name())) {
      case PublisherAddition.Added(var publisher) ->
          ResponseEntity.status(HttpStatus.CREATED).body(PublisherView.of(publisher));
      case PublisherAddition.Existing(var publisher) ->
          ResponseEntity.ok(PublisherView.of(publisher));
      case PublisherAddition.Taken() ->
          throw Refusal.conflict(
              "publisher-taken",
              "\"%s\", or a name that looks like it, belongs to another organization. Choose another name."
                  .formatted(asked.name()));
      case PublisherAddition.Reserved() ->
          throw Refusal.conflict(
              "publisher-reserved",
              "\"%s\" is reserved for the platform. Choose another name.".formatted(asked.name()));
    };
  }

  @GetMapping
  @Needs(Permission.LOOK)
  List<PublisherView> list(@PathVariable String organization) {
    return publishers.of(new OrganizationName(organization)).stream()
        .map(PublisherView::of)
        .toList();
  }
}
