package io.tributary.registry.publishers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import java.time.Instant;

/** A name under which one organization publishes components. */
public record Publisher(PublisherName name, OrganizationName organization, Instant since) {}
