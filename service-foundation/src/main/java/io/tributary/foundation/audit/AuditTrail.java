package io.tributary.foundation.audit;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.login.RefusedRequests;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.outbox.Outbox;
import io.tributary.foundation.persistence.Reach;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Writes an entry before a change or a reading of messages begins, and one with its answer. What
 * cannot be written down is not done: the database that keeps the entry is the one that the change
 * needs.
 */
public final class AuditTrail implements HandlerInterceptor, RefusedRequests {
  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<Permission> AUDITED_READING =
      EnumSet.of(Permission.READ_MESSAGES, Permission.EXPORT);
  private static final String OPERATORS = "/api/v1/operator/";
  private static final String REQUEST = AuditTrail.class.getName() + ".request";
  private static final String ORGANIZATION = AuditTrail.class.getName() + ".organization";

  /** Refusals are free to cause: more of them in a second are counted, not kept. */
  private static final int REFUSALS_PER_SECOND = 50;

  private final Supplier<Outbox> outbox;
  private final TransactionOperations transactions;
  private final Ids ids;
  private final Clock clock;
  private long second;
  private int refusals;

  AuditTrail(Supplier<Outbox> outbox, TransactionOperations transactions, Ids ids, Clock clock) {
    this.outbox = outbox;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /** Says whose audit log a request belongs to, where its address does not. */
  public static void concerns(HttpServletRequest request, OrganizationName organization) {
    request.setAttribute(ORGANIZATION, organization);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    var caller = Caller.of(request);
    if (caller.filter(each -> !each.isService()).isPresent()
        && handler instanceof HandlerMethod method
        && isAudited(request, method)) {
      var id = ids.timeOrdered();
      request.setAttribute(REQUEST, id);
      write(entry(request, caller.get(), id, null));
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failed) {
    if (request.getAttribute(REQUEST) instanceof UUID id) {
      Caller.of(request)
          .ifPresent(caller -> writeIfPossible(entry(request, caller, id, response.getStatus())));
    }
  }

  @Override
  public void refused(HttpServletRequest request, Caller caller, int status) {
    if (mayWriteRefusal()) {
      // Not in the log of the organization in the address: who the stranger is is not its business.
      writeIfPossible(entry(request, caller, ids.timeOrdered(), null, status));
    }
  }

  /** Not every look: what shows messages, or all that there is. */
  private static boolean isAudited(HttpServletRequest request, HandlerMethod method) {
    var needs = method.getMethodAnnotation(Needs.class);
    return !READING.contains(request.getMethod())
        || (needs != null && AUDITED_READING.contains(needs.value()));
  }

  private AuditEntry entry(
      HttpServletRequest request, Caller caller, UUID id, @Nullable Integer status) {
    return entry(request, caller, id, organization(request), status);
  }

  private AuditEntry entry(
      HttpServletRequest request,
      Caller caller,
      UUID id,
      @Nullable OrganizationName organization,
      @Nullable Integer status) {
    var pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return new AuditEntry(
        ids.timeOrdered(),
        id,
        clock.instant(),
        organization,
        caller.subject(),
        caller.name(),
        caller.client(),
        request.getMethod() + " " + (pattern == null ? request.getRequestURI() : pattern),
        request.getRequestURI(),
        request.getRemoteAddr(),
        status);
  }

  private static @Nullable OrganizationName organization(HttpServletRequest request) {
    if (request.getAttribute(ORGANIZATION) instanceof OrganizationName said) {
      return said;
    }
    try {
      return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                  instanceof Map<?, ?> variables
              && variables.get("organization") instanceof String name
          ? new OrganizationName(name)
          : null;
    } catch (InvalidName impossible) {
      return null;
    }
  }

  private void write(AuditEntry entry) {
    // An entry is no row of the organization: whoever is refused has no reach into it.
    Reach.shared()
        .run(
            () ->
                transactions.executeWithoutResult(
                    status -> {
                      add(entry);
                      if (isDoneToAnOrganization(entry)) {
                        add(forThePlatform(entry));
                      }
                    }));
  }

  private void add(AuditEntry entry) {
    var organization = entry.organization();
    outbox.get().add(AuditEntry.TOPIC, organization == null ? "" : organization.value(), entry);
  }

  private static boolean isDoneToAnOrganization(AuditEntry entry) {
    return entry.organization() != null && entry.object().startsWith(OPERATORS);
  }

  /** All that an operator does is in one log, too; whom it was done to stands in the address. */
  private AuditEntry forThePlatform(AuditEntry entry) {
    return new AuditEntry(
        ids.timeOrdered(),
        entry.request(),
        entry.at(),
        null,
        entry.subject(),
        entry.name(),
        entry.client(),
        entry.action(),
        entry.object(),
        entry.address(),
        entry.status());
  }

  /** The answer stands; that it was asked is written already, or it was refused. */
  private void writeIfPossible(AuditEntry entry) {
    try {
      write(entry);
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("Not in the audit log: {} {}: {}", entry.subject(), entry.action(), entry.status());
    }
  }

  private synchronized boolean mayWriteRefusal() {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      if (refusals > REFUSALS_PER_SECOND) {
        LOG.warn(
            "{} refusals of one second are not in the audit log", refusals - REFUSALS_PER_SECOND);
      }
      second = now;
      refusals = 0;
    }
    return ++refusals <= REFUSALS_PER_SECOND;
  }
}
