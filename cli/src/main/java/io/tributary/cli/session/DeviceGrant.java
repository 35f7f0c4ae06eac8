package io.tributary.cli.session;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/**
 * Device authorization (RFC 8628) with PKCE: the person signs in with a browser, on whichever
 * machine it is.
 */
final class DeviceGrant {
  private static final String SCOPE = "openid organization:*";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:device_code";

  private final Terminal terminal;
  private final TokenEndpoint issuer;
  private final Clock clock;

  DeviceGrant(Terminal terminal, TokenEndpoint issuer, Clock clock) {
    this.terminal = terminal;
    this.issuer = issuer;
    this.clock = clock;
  }

  SignedIn signIn(String server) {
    var discovery = issuer.get(server + "/.well-known/tributary");
    if (!discovery.isGood() || discovery.text("issuer").isEmpty()) {
      throw failed("%s is no Tributary platform.".formatted(server), "Check --server.");
    }
    String client = discovery.body().path("clients").path("cli").asString("tributary-cli");
    var endpoints = issuer.get(discovery.text("issuer") + "/.well-known/openid-configuration");
    if (!endpoints.isGood()) {
      throw failed("The issuer does not answer.", "Is it up? tributary status");
    }
    String verifier = random();
    var device =
        issuer.post(
            endpoints.text("device_authorization_endpoint"),
            Map.of(
                "client_id",
                client,
                "scope",
                SCOPE,
                "code_challenge",
                challenge(verifier),
                "code_challenge_method",
                "S256"));
    if (!device.isGood()) {
      throw failed(
          "The issuer refused the log-in: " + device.text("error") + ".", "Tell the operator.");
    }
    show(device);
    return await(device, endpoints.text("token_endpoint"), client, verifier);
  }

  private void show(TokenEndpoint.Answer device) {
    var address = device.text("verification_uri_complete");
    terminal.warn("Open in a browser and sign in:");
    terminal.warn("  " + (address.isEmpty() ? device.text("verification_uri") : address));
    terminal.warn("The code is " + device.text("user_code") + ".");
  }

  private SignedIn await(
      TokenEndpoint.Answer device, String endpoint, String client, String verifier) {
    var pause = Duration.ofSeconds(device.body().path("interval").asLong(5));
    Instant end = clock.instant().plusSeconds(device.body().path("expires_in").asLong(600));
    while (clock.instant().isBefore(end)) {
      rest(pause);
      var answer =
          issuer.post(
              endpoint,
              Map.of(
                  "grant_type", GRANT,
                  "client_id", client,
                  "device_code", device.text("device_code"),
                  "code_verifier", verifier));
      if (answer.isGood()) {
        return issuer.signedIn(answer, endpoint, client);
      }
      switch (answer.text("error")) {
        case "authorization_pending" -> terminal.verbose("waiting for the browser");
        case "slow_down" -> pause = pause.plusSeconds(5);
        default ->
            throw failed("The log-in ended: " + answer.text("error") + ".", "tributary login");
      }
    }
    throw new Failure(
        ExitCode.TIMED_OUT, "login-timed-out", "Nobody signed in in time.", "tributary login");
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.INTERRUPTED, "interrupted", "Interrupted.", "");
    }
  }

  private static String random() {
    var bytes = new byte[48];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Failure failed(String message, String hint) {
    return new Failure(ExitCode.NOT_SIGNED_IN, "login-failed", message, hint);
  }
}
