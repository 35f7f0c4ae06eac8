package io.tributary.platform.keycloak;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Reads what Keycloak's admin API answers to a create. */
final class Answers {
  private Answers() {}

  /** The new thing's id. Keycloak answers some refusals without an exception. */
  static String requireMade(Response response, String what) {
    if (response.getStatus() >= 300) {
      throw new WebApplicationException(
          what + ": " + response.getStatus() + " " + response.readEntity(String.class));
    }
    URI location = response.getLocation();
    if (location == null) {
      return "";
    }
    var path = location.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
