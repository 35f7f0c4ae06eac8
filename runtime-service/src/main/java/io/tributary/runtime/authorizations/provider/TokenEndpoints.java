package io.tributary.runtime.authorizations.provider;

import io.tributary.manifest.OAuth2.ClientAuth;
import java.net.URI;
import java.util.Map;

/** Where codes and refresh tokens are exchanged for tokens. */
public interface TokenEndpoints {

  /** Asks once. */
  TokenReply ask(Question question);

  /**
   * A request for tokens.
   *
   * @param form what it is about, without the client's part
   */
  record Question(
      URI endpoint, ClientAuth clientAuth, ClientCredentials client, Map<String, String> form) {
    public Question {
      form = Map.copyOf(form);
    }

    /** Never the form. */
    @Override
    public String toString() {
      return "Question[%s by %s]".formatted(endpoint.getHost(), client.id());
    }
  }
}
