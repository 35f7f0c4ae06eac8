package io.tributary.connectors.sap;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Setup;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Supplier;

/** One service, as the connection's user sees it. */
final class OData {
  private final Service service;
  private final URI root;
  private final Login login;
  private Optional<Protocol> protocol;

  private OData(Service service) {
    this.service = service;
    this.root = service.root();
    this.login = service.login();
    this.protocol = service.protocol();
  }

  static OData of(Setup setup) {
    return new OData(setup.connection(Service.class));
  }

  Service service() {
    return service;
  }

  URI root() {
    return root;
  }

  Login login() {
    return login;
  }

  Metadata metadata() {
    return MetadataCache.of(this);
  }

  Protocol protocol() {
    if (protocol.isEmpty()) {
      protocol = Optional.of(metadata().protocol());
    }
    return protocol.get();
  }

  /**
   * The answer, which is a good one.
   *
   * @param place what a refusal's text begins with
   */
  Answer send(Call call, String place) {
    try {
      return attempt(call);
    } catch (Refusal refusal) {
      throw refusal.sorted(place);
    }
  }

  /**
   * As {@link #send}, for those who know what some refusals mean.
   *
   * @throws Refusal with what the service says, not sorted yet
   */
  Answer attempt(Call call) {
    var versioned = new LinkedHashMap<>(protocol().headers());
    versioned.putAll(call.headers());
    return plain(call.with(versioned));
  }

  /** As {@link #attempt}, without saying a version: for what tells the version. */
  Answer plain(Call call) {
    if (!call.changes()) {
      // Within the session that is there: each request without one would begin another in SAP.
      return good(authorized(call.with(Session.of(service).cookies())));
    }
    var session = Session.of(service);
    Supplier<Answer> fetching = this::fetchToken;
    var pass = session.current(fetching);
    try {
      return good(authorized(call.with(pass.headers())));
    } catch (Refusal refusal) {
      if (!refusal.isForgery()) {
        throw refusal;
      }
      var renewed = session.insteadOf(pass, fetching);
      return good(authorized(call.with(renewed.headers())));
    }
  }

  /** By GET: not every service answers HEAD. */
  private Answer fetchToken() {
    var call =
        Call.get("").with("X-CSRF-Token", "Fetch").with("Accept", "application/json, */*;q=0.1");
    var answer = authorized(call);
    // A service without a document of its own may still give a token: S/4HANA does.
    if (answer.status() == 401 || answer.status() >= 500 || answer.status() == 429) {
      throw Refusal.of(answer).sorted("connection#/url");
    }
    return answer;
  }

  private Answer authorized(Call call) {
    return switch (login) {
      case Login.Open _ -> sent(call);
      case Login.Header header -> sent(call.with(header.name(), header.value().reveal()));
      case Login.Client client -> byToken(call, Tokens.of(client));
    };
  }

  private Answer byToken(Call call, Tokens tokens) {
    var token = tokens.current().reveal();
    var answer = sent(call.with("Authorization", "Bearer " + token));
    if (answer.status() != 401) {
      return answer;
    }
    answer.drop();
    return sent(call.with("Authorization", "Bearer " + tokens.insteadOf(token).reveal()));
  }

  private Answer sent(Call call) {
    var request = HttpRequest.newBuilder(call.address(root, service.parameters()));
    if (call.changes()) {
      request.method(call.method(), BodyPublishers.ofByteArray(call.body()));
    }
    call.headers().forEach(request::setHeader);
    return Wire.send(request, service.timeout(), call.bodyLimit());
  }

  /** A redirect would take the login along: the address is to be corrected instead. */
  private Answer good(Answer answer) {
    int status = answer.status();
    if (status < 300 || status == 304) {
      return answer;
    }
    if (status < 400) {
      answer.drop();
      throw Service.refused(
          "url",
          "leads to %s. Write the address of the service itself, and check the login"
              .formatted(answer.header("location").orElse("another address")));
    }
    throw Refusal.of(answer);
  }

  /** The address of a page, which must lie on the service's own host: the login goes along. */
  String following(String link) {
    try {
      var next = URI.create(root + "/").resolve(link.replace(" ", "%20").replace("\"", "%22"));
      boolean isHere =
          next.getScheme().equals(root.getScheme())
              && next.getHost().equalsIgnoreCase(root.getHost())
              && port(next) == port(root);
      if (isHere) {
        return next.toString();
      }
    } catch (IllegalArgumentException | NullPointerException broken) {
      // Told below.
    }
    throw new GiveUp(
        "connection#/url: the service's next page lies on another host than %s. Write the address"
                .formatted(root.getHost())
            + " that the service itself uses, or page by key");
  }

  private static int port(URI uri) {
    return uri.getPort() > 0 ? uri.getPort() : uri.getScheme().equals("http") ? 80 : 443;
  }
}
