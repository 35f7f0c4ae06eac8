package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import java.time.Instant;
import java.util.List;

/**
 * A client as the API shows it.
 *
 * @param lastFour characters of its secret
 * @param redirectAddress exactly as the provider must have it
 */
record ClientView(
    ComponentRef component,
    String clientId,
    String lastFour,
    List<String> hosts,
    String redirectAddress,
    Instant changedAt) {}
