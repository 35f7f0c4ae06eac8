package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a provider knows the platform as, without the secret.
 *
 * @param version counts its changes, from 1; part of what the secret is bound to
 * @param hosts where the secret may be sent, {@code *.domain} for all below it: what a connection's
 *     fields or a newer version of the component say does not lead it elsewhere
 * @param lastFour characters of the secret
 */
record OAuthClient(
    ClientOwner owner,
    ComponentRef component,
    int version,
    String clientId,
    List<String> hosts,
    String lastFour,
    Instant changedAt) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9-]{1,63}){0,20}");

  OAuthClient {
    hosts = List.copyOf(hosts);
  }

  static boolean isHost(String text) {
    return HOST.matcher(text).matches();
  }

  boolean mayAsk(String host) {
    return hosts.stream()
        .anyMatch(
            known ->
                known.startsWith("*.") ? host.endsWith(known.substring(1)) : known.equals(host));
  }

  String binding() {
    return "oauth-client|" + owner.word() + "|" + component + "|" + version;
  }
}
