package io.tributary.manifest;

import java.util.List;

/**
 * How a connection is authorized; values may hold {@code {{NAME}}} templates of environment
 * variables or connection fields.
 */
public record OAuth2(
    String clientId,
    String clientSecret,
    String authorizationUri,
    String tokenUri,
    List<String> scopes) {
  public OAuth2 {
    scopes = List.copyOf(scopes);
  }
}
