package io.tributary.manifest;

import java.util.List;
import java.util.Locale;

/**
 * How a connection is authorized; values may hold {@code {{NAME}}} templates of environment
 * variables or connection fields.
 *
 * @param clientAuth how the token endpoint wants to see who asks
 */
public record OAuth2(
    String clientId,
    String clientSecret,
    String authorizationUri,
    String tokenUri,
    List<String> scopes,
    ClientAuth clientAuth) {
  public OAuth2 {
    scopes = List.copyOf(scopes);
  }

  /** Where the client's secret stands in a request (RFC 6749, section 2.3.1). */
  public enum ClientAuth {
    /** Among the form's fields; what most providers take, so where nothing is said. */
    POST,
    /** In the header {@code Authorization}. */
    BASIC;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Of its word; {@link #POST} where there is none. */
    public static ClientAuth of(String word) {
      return word.equals(BASIC.word()) ? BASIC : POST;
    }
  }
}
