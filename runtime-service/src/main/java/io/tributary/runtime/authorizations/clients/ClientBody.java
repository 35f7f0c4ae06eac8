package io.tributary.runtime.authorizations.clients;

import static io.tributary.foundation.problems.Fields.required;

import io.tributary.contracts.names.ComponentRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client as it is sent.
 *
 * @param hosts where its secret may be sent: the token endpoint's, or {@code *.domain}
 * @param redirectAddress as the provider has it, to be compared with ours; may be left out
 */
record ClientBody(
    @Nullable String clientId,
    @Nullable String secret,
    @Nullable List<String> hosts,
    @Nullable String redirectAddress) {

  SaveClient.Wish wish(ClientOwner owner, ComponentRef component) {
    return new SaveClient.Wish(
        owner,
        component,
        required(clientId, "clientId"),
        required(secret, "secret"),
        required(hosts, "hosts"),
        redirectAddress);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "ClientBody[%s]".formatted(clientId);
  }
}
