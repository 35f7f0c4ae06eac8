package io.tributary.runtime.authorizations;

import io.tributary.foundation.json.Json;
import io.tributary.runtime.authorizations.Authorizations.Kept;
import io.tributary.runtime.authorizations.provider.Tokens;
import io.tributary.runtime.keys.Sealed;
import io.tributary.runtime.keys.Vault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;

/** Tokens in the vault, bound to their connection and version. */
@Component
final class TokenVault {
  private final Vault vault;

  TokenVault(Vault vault) {
    this.vault = vault;
  }

  Sealed seal(Authorization authorization, Tokens tokens) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("access", tokens.access())
            .put("refresh", tokens.refresh())
            .put("life", tokens.life().toSeconds());
    var about = object.putObject("about");
    tokens.about().forEach(about::put);
    return vault.seal(
        authorization.place().organization(),
        authorization.binding(),
        object.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Opens them.
   *
   * @throws IllegalStateException where they do not belong there
   */
  Tokens open(Kept kept) {
    var object = Json.mapper().readTree(vault.open(kept.tokens(), kept.authorization().binding()));
    var about = new TreeMap<String, String>();
    object
        .path("about")
        .properties()
        .forEach(each -> about.put(each.getKey(), each.getValue().asString("")));
    var refresh = object.path("refresh");
    return new Tokens(
        object.path("access").stringValue(),
        refresh.isString() ? refresh.stringValue() : null,
        Duration.ofSeconds(object.path("life").asLong(0)),
        about);
  }
}
