package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Set;

/**
 * Calls to a service as its connection says: logged in, within its time, and never elsewhere. One
 * serves all messages of a worker.
 */
final class Calls {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Clock clock;
  private final Wire wire = new Wire();
  private final Tokens tokens;

  Calls(Clock clock) {
    this.clock = clock;
    this.tokens = new Tokens(wire, clock);
  }

  /** The answer, if its status is one to be given out; else the failure that it means. */
  Incoming answer(Service service, Outgoing request) throws InterruptedException {
    var answer = any(service, request);
    try {
      request.statuses().check(answer, clock);
      return answer;
    } catch (RuntimeException failure) {
      answer.close();
      throw failure;
    }
  }

  /** The answer, whatever it is, after redirects that stay at this service. */
  Incoming any(Service service, Outgoing first) throws InterruptedException {
    var base = service.base();
    var deadline = Deadline.in(first.limit(), base.host());
    var request = first;
    for (int redirects = 0; ; redirects++) {
      var answer = loggedIn(service, request, deadline);
      boolean follows =
          REDIRECTS.contains(answer.status())
              && !request.statuses().takes(answer.status())
              && !answer.header("location").isEmpty();
      if (!follows) {
        return answer;
      }
      try (answer) {
        if (redirects >= MOST_REDIRECTS) {
          throw new GiveUp(
              "%s: is redirected more than %d times. Correct the path"
                  .formatted(first.name(), MOST_REDIRECTS));
        }
        request = redirected(base, request, answer);
      }
    }
  }

  private static Outgoing redirected(Base base, Outgoing request, Incoming answer) {
    var what = request.name() + ": the redirect";
    var next = request.at(base.following(what, request.address(), answer.header("location")));
    int status = answer.status();
    boolean becomesGet =
        status == 303 && !request.method().equals("HEAD")
            || status < 303 && request.method().equals("POST");
    return becomesGet ? next.asGet() : next;
  }

  private Incoming loggedIn(Service service, Outgoing request, Deadline deadline)
      throws InterruptedException {
    var secrets = new ArrayList<>(service.secrets());
    return switch (service.login()) {
      case Login.Open _ -> wire.send(request, deadline, secrets);
      case Login.Header(var name, var value, _) ->
          wire.send(request.with(name, value), deadline, secrets);
      case Login.Query(var name, var value) ->
          wire.send(request.at(Encoded.with(request.address(), name, value)), deadline, secrets);
      case Login.ClientCredentials client -> withToken(client, request, deadline, secrets);
    };
  }

  /** A token may have been taken back before its time: then one more is asked for, once. */
  private Incoming withToken(
      Login.ClientCredentials client,
      Outgoing request,
      Deadline deadline,
      ArrayList<String> secrets)
      throws InterruptedException {
    var token = tokens.of(client, deadline);
    secrets.add(token);
    var answer = wire.send(request.with("Authorization", "Bearer " + token), deadline, secrets);
    if (answer.status() != 401) {
      return answer;
    }
    answer.close();
    var fresh = tokens.insteadOf(token, client, deadline);
    secrets.add(fresh);
    return wire.send(request.with("Authorization", "Bearer " + fresh), deadline, secrets);
  }
}
