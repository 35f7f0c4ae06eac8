package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.organizations.IdentityProvider.ProviderUnreachable;
import io.tributary.registry.organizations.OrganizationState.Active;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes an organization; whoever makes it is its owner. */
@Component
public final class MakeOrganization {
  // Names are taken for ever: nobody collects them.
  private static final int MOST_EACH = 10;
  private static final int LONGEST_TITLE = 80;

  private final Organizations organizations;
  private final IdentityProvider provider;
  private final ProviderChanges changes;
  private final TellProvider tellProvider;
  private final Announcements announcements;
  private final TransactionOperations transactions;
  private final Clock clock;

  MakeOrganization(
      Organizations organizations,
      IdentityProvider provider,
      ProviderChanges changes,
      TellProvider tellProvider,
      Announcements announcements,
      TransactionOperations transactions,
      Clock clock) {
    this.organizations = organizations;
    this.provider = provider;
    this.changes = changes;
    this.tellProvider = tellProvider;
    this.announcements = announcements;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Makes it for the caller.
   *
   * @return whether new tokens of the caller name it by now
   * @throws Refusal where the name is taken, or the caller has enough
   */
  boolean make(Caller caller, OrganizationName name, String title) {
    if (title.isBlank() || title.length() > LONGEST_TITLE) {
      throw Refusal.badRequest(
          "title-invalid", "Give a title of 1 to %d characters.".formatted(LONGEST_TITLE));
    }
    long owned =
        organizations.of(caller.subject()).stream()
            .filter(each -> each.role() == Role.OWNER)
            .count();
    if (owned >= MOST_EACH) {
      throw Refusal.conflict(
          "too-many-organizations",
          "You own %d organizations, which is the most for one person.".formatted(owned));
    }
    if (!caller.belongsTo(name) && isTakenAtProvider(name)) {
      throw taken(name);
    }
    var owner =
        new Member(caller.subject(), caller.name(), caller.email(), Role.OWNER, clock.instant());
    Reach.of(name).run(() -> keep(name, title, owner));
    return tellProvider.now(name);
  }

  private void keep(OrganizationName name, String title, Member owner) {
    transactions.executeWithoutResult(
        status -> {
          if (!insert(name, title, List.of(owner))) {
            throw taken(name);
          }
          changes.add(new ProviderChange.Make(name));
          changes.add(new ProviderChange.Join(name, owner.subject()));
        });
  }

  /** Makes what an installation begins with, where it is not there yet; the provider knows it. */
  public void ensure(List<Founder> founders) {
    founders.stream()
        .collect(Collectors.groupingBy(Founder::organization))
        .forEach(
            (name, owners) ->
                Reach.of(name)
                    .run(
                        () ->
                            transactions.executeWithoutResult(
                                status ->
                                    insert(
                                        name,
                                        owners.getFirst().title(),
                                        owners.stream().map(this::owner).toList()))));
  }

  private boolean insert(OrganizationName name, String title, List<Member> owners) {
    var organization = new Organization(name, title, new Active(), clock.instant());
    if (!organizations.add(organization)) {
      return false;
    }
    owners.forEach(owner -> organizations.put(name, owner));
    announcements.changed(name);
    return true;
  }

  private Member owner(Founder founder) {
    return new Member(
        founder.subject(),
        founder.name(),
        Optional.of(founder.email()),
        Role.OWNER,
        clock.instant());
  }

  private boolean isTakenAtProvider(OrganizationName name) {
    try {
      return organizations.find(name).isEmpty() && provider.knows(name);
    } catch (ProviderUnreachable away) {
      throw Refusal.unavailable(
          "log-in-unavailable",
          "The identity provider does not answer, and has to know of a new organization.",
          Duration.ofSeconds(10));
    }
  }

  private static Refusal taken(OrganizationName name) {
    return Refusal.conflict(
        "organization-taken",
        "There is an organization \"%s\" already. Choose another name, or be invited to it."
            .formatted(name));
  }
}
