package io.tributary.cli.session;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which server, which organization, which token: flags win over the environment over the file. */
public final class Session {
  private static final String LAPTOP = "http://localhost:8080";
  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final String PERSONAL = "trb_";

  private final Terminal terminal;
  private final Clock clock;
  private @Nullable TokenClaims asked;

  public Session(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  /** The platform's address, without a slash at its end. */
  public URI server() {
    String server =
        Optional.ofNullable(terminal.globals().server())
            .or(() -> terminal.environment("TRIBUTARY_SERVER"))
            .or(() -> file().server())
            .orElse(LAPTOP);
    String trimmed = server.replaceAll("/+$", "");
    if (!trimmed.matches("https?://[^\\s/?#@]+(/[^\\s?#]*)?")) {
      throw Failure.usage(
          "\"%s\" is no address of a platform.".formatted(server),
          "Write --server http://localhost:8080");
    }
    return URI.create(trimmed);
  }

  /**
   * An access token that is good for half a minute at least.
   *
   * @throws Failure where nobody is signed in
   */
  public String token() {
    var given = terminal.environment("TRIBUTARY_TOKEN");
    if (given.isPresent()) {
      return given.get().strip();
    }
    var kept = file().find(key()).orElseThrow(this::notSignedIn);
    if (clock.instant().plus(MARGIN).isBefore(kept.until())) {
      return kept.accessToken();
    }
    if (kept.refreshToken().isEmpty()) {
      throw notSignedIn();
    }
    var fresh = new TokenEndpoint(clock).refreshed(kept).orElseThrow(this::notSignedIn);
    file().keep(key(), fresh);
    return fresh.accessToken();
  }

  /**
   * Has the token made anew, so that it names the organizations of now.
   *
   * @return whether it could be; with TRIBUTARY_TOKEN it cannot
   */
  public boolean renew() {
    if (terminal.environment("TRIBUTARY_TOKEN").isPresent()) {
      return false;
    }
    var fresh =
        file()
            .find(key())
            .filter(kept -> !kept.refreshToken().isEmpty())
            .flatMap(kept -> new TokenEndpoint(clock).refreshed(kept));
    fresh.ifPresent(token -> file().keep(key(), token));
    return fresh.isPresent();
  }

  /**
   * The organization to work in.
   *
   * @throws Failure where there is a choice and nobody chose
   */
  public String organization() {
    return Optional.ofNullable(terminal.globals().organization())
        .or(() -> terminal.environment("TRIBUTARY_ORG"))
        .or(this::keptOrganization)
        .or(this::onlyOrganization)
        .orElseThrow(
            () ->
                Failure.usage(
                    "Which organization? Yours: " + String.join(", ", organizations()) + ".",
                    "Say --org NAME, or once: tributary orgs use NAME"));
  }

  /** The path of the organization's part of the API. */
  public String organizationPath() {
    return organizationPath(organization());
  }

  /** The path of the part of the API of an organization that the command names itself. */
  public String organizationPath(String name) {
    if (!name.matches("[a-z][a-z0-9-]{1,39}")) {
      throw Failure.usage(
          "\"%s\" cannot be an organization.".formatted(name), "Yours: tributary orgs ls");
    }
    return "/api/v1/organizations/" + name;
  }

  /** Those that the token is good for. */
  public List<String> organizations() {
    return claims().organizations();
  }

  /** Who is signed in. */
  public String name() {
    return claims().name();
  }

  /** A personal access token does not say whose it is: the server is asked, once. */
  TokenClaims claims() {
    var token = token();
    if (!token.startsWith(PERSONAL)) {
      return TokenClaims.of(token);
    }
    var known = asked;
    if (known == null) {
      known = new TokenEndpoint(clock).holder(server(), token);
      asked = known;
    }
    return known;
  }

  void keep(SignedIn session) {
    file().keep(key(), session);
  }

  void forget() {
    file().forget(key());
  }

  void use(String organization) {
    var kept = file().find(key()).orElseThrow(this::notSignedIn);
    file().keep(key(), kept.workingIn(organization));
  }

  private Optional<String> keptOrganization() {
    return file()
        .find(key())
        .map(SignedIn::organization)
        .filter(name -> !name.isEmpty() && organizations().contains(name));
  }

  private Optional<String> onlyOrganization() {
    var all = organizations();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private String key() {
    return server().toString();
  }

  private SessionFile file() {
    return new SessionFile(
        Path.of(
            terminal
                .environment("TRIBUTARY_HOME")
                .orElseGet(() -> System.getProperty("user.home") + "/.tributary")));
  }

  private Failure notSignedIn() {
    return new Failure(
        ExitCode.NOT_SIGNED_IN,
        "not-signed-in",
        "You are not signed in at " + server() + ".",
        "Sign in: tributary login   (in CI: set TRIBUTARY_TOKEN)");
  }
}
