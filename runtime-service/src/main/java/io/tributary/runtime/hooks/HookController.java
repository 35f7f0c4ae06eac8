package io.tributary.runtime.hooks;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.problems.Blame;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.problems.Problems;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.hooks.verification.Judgement;
import io.tributary.runtime.hooks.verification.KnownVerifications;
import io.tributary.runtime.hooks.verification.Scheme;
import io.tributary.runtime.quotas.Full;
import io.tributary.runtime.quotas.Traffic;
import io.tributary.runtime.topics.BrokerAway;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Takes requests at webhook addresses. Anybody who knows the address may post, unless the webhook
 * asks for more; a 2xx means that the request is stored. Runs on virtual threads: a waiting caller
 * costs no platform thread.
 */
@RestController
@Tag(name = "hooks")
final class HookController {
  private static final Duration LATER = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofSeconds(2);

  /** An origin of its own, without scripts; its forms go nowhere but to this platform. */
  private static final String PAGE = "sandbox allow-forms; form-action 'self'";

  private static final Set<String> SAFE =
      Set.of(
          "content-type",
          "content-language",
          "content-disposition",
          "cache-control",
          "etag",
          "last-modified",
          "location",
          "retry-after");

  private final KnownHooks hooks;
  private final KnownVerifications verifications;
  private final Clock clock;
  private final Door door;
  private final Backlogs backlogs;
  private final TakeBody takeBody;
  private final Memberships memberships;
  private final Traffic traffic;
  private final HeldRefusals held;
  private final int mostWaiting;

  HookController(
      KnownHooks hooks,
      Memberships memberships,
      Traffic traffic,
      HeldRefusals held,
      KnownVerifications verifications,
      Clock clock,
      Door door,
      Backlogs backlogs,
      TakeBody takeBody,
      IngressSettings settings) {
    this.hooks = hooks;
    this.memberships = memberships;
    this.traffic = traffic;
    this.held = held;
    this.verifications = verifications;
    this.clock = clock;
    this.door = door;
    this.backlogs = backlogs;
    this.takeBody = takeBody;
    this.mostWaiting = settings.mostWaiting();
  }

  @RequestMapping(
      path = {"/hooks/{id}", "/hooks/{id}/**"},
      method = {
        RequestMethod.GET,
        RequestMethod.POST,
        RequestMethod.PUT,
        RequestMethod.PATCH,
        RequestMethod.DELETE
      })
  @Operation(summary = "A webhook: 202 with the execution, or what a step of the flow replies")
  ResponseEntity<byte[]> receive(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    try {
      return take(id, request);
    } catch (Refusal refusal) {
      if (refusal.blame() == Blame.PLATFORM) {
        throw refusal;
      }
      // Answered here: the way through the advice costs as much as all the rest of a refusal.
      return Problems.bytes(refusal);
    }
  }

  private ResponseEntity<byte[]> take(String id, HttpServletRequest request) throws IOException {
    var hook = found(id);
    if (request.getMethod().equals("HEAD")) {
      return ResponseEntity.noContent().build();
    }
    var asked = verifications.of(hook.flow());
    var judgement = asked.begin(request::getHeader, clock.instant());
    if (judgement.isRefused()) {
      throw notVerified();
    }
    checkOpen(hook);
    checkQuota(hook, traffic.requested(hook.organization()));
    checkRoom(hook);
    var entered = enter(hook, request, asked.scheme(), judgement);
    try {
      return entered
          .reply()
          .flatMap(HookController::awaited)
          .map(reply -> answer(entered, reply))
          .orElseGet(() -> accepted(entered));
    } finally {
      door.leave(entered);
    }
  }

  private Hook found(String id) {
    try {
      return hooks
          .find(id)
          .orElseThrow(
              () ->
                  Refusal.notFound(
                      "hook-not-found", "There is no webhook at this address. Look at the flow."));
    } catch (DataAccessException e) {
      throw Refusal.unavailable(
          "hooks-away", "Webhook addresses cannot be looked up now. Try again.", SOON);
    }
  }

  private static Refusal notVerified() {
    return Refusal.unauthorized(
        "hook-not-verified",
        "The request does not show that it comes from this webhook's sender. Compare scheme, secret"
            + " and clock with what the flow's page says.");
  }

  private void checkOpen(Hook hook) {
    if (memberships.isStopped(hook.organization())) {
      throw Refusal.forbidden("organization-suspended", "This webhook takes nothing now.");
    }
  }

  private void checkQuota(Hook hook, Optional<Full> usedUp) {
    usedUp.ifPresent(
        full -> {
          held.hold(hook.organization());
          throw full.refusal();
        });
  }

  private void checkRoom(Hook hook) {
    if (backlogs.of(hook.flow()) >= mostWaiting) {
      throw Refusal.tooMany(
          "flow-full",
          "%,d messages of this flow are on their way. Send the request again later."
              .formatted(mostWaiting),
          LATER);
    }
  }

  /** The body is judged as it comes, and nothing of it is the flow's before it is found genuine. */
  private Door.Entered enter(
      Hook hook, HttpServletRequest request, Scheme scheme, Judgement judgement)
      throws IOException {
    checkQuota(hook, traffic.enter(hook.organization()));
    boolean stored = false;
    try {
      var body =
          takeBody.take(
              hook.flow(),
              request.getContentLengthLong(),
              judgement.reading(request.getInputStream()));
      if (!judgement.isGenuine()) {
        throw notVerified();
      }
      var entered =
          door.enter(hook, HookRequests.of(request, hook.id(), body, scheme.credential()));
      stored = true;
      backlogs.entered(hook.flow());
      return entered;
    } catch (BrokerAway e) {
      throw Refusal.unavailable(
          "broker-away", "The request was not acknowledged as stored. Send it again.", SOON);
    } finally {
      if (!stored) {
        traffic.gaveUp(hook.organization());
      }
    }
  }

  private static Optional<Door.Reply> awaited(CompletableFuture<Door.Reply> reply) {
    try {
      return Optional.of(reply.get(Door.PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * A tenant's words at the platform's address: only headers that say what the body is, and never a
   * page that runs here with the visitor's log-in.
   */
  private static ResponseEntity<byte[]> answer(Door.Entered entered, Door.Reply reply) {
    var response = ResponseEntity.status(reply.status());
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      if (SAFE.contains(header.getKey()) && header.getValue().chars().allMatch(c -> c >= ' ')) {
        response.header(header.getKey(), header.getValue());
      }
    }
    return response
        .header("Content-Security-Policy", PAGE)
        .header("X-Content-Type-Options", "nosniff")
        .header("Tributary-Execution", entered.execution())
        .body(reply.body());
  }

  private static ResponseEntity<byte[]> accepted(Door.Entered entered) {
    return ResponseEntity.accepted()
        .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
        .header("Tributary-Execution", entered.execution())
        .body(Json.mapper().writeValueAsBytes(Map.of("execution", entered.execution())));
  }
}
