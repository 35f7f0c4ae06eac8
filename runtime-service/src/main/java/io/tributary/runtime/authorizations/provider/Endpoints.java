package io.tributary.runtime.authorizations.provider;

import io.tributary.manifest.OAuth2.ClientAuth;
import java.net.URI;
import java.util.List;

/**
 * Where a connection's provider is.
 *
 * @param authorization the page that a person is sent to
 * @param token where codes and refresh tokens are exchanged
 */
public record Endpoints(URI authorization, URI token, ClientAuth clientAuth, List<String> scopes) {
  public Endpoints {
    scopes = List.copyOf(scopes);
  }
}
