package io.tributary.connectors.email;

import io.tributary.sdk.Secret;
import java.util.Optional;

/**
 * What the platform gives for a connection that a person has authorized.
 *
 * @param access_token named as in RFC 6749
 */
record OAuth(Optional<Secret> access_token) {
  Optional<Secret> token() {
    return access_token;
  }
}
