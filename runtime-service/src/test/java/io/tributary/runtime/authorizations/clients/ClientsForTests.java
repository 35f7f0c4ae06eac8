package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.problems.ProblemError;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import io.tributary.runtime.keys.Vault;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the door of the package for the tests around it. */
public final class ClientsForTests {
  private static final ComponentRef CRM = ComponentRef.parse("northwind/crm");
  private final PostgresOAuthClients clients;
  private final Vault vault;
  private final SaveClient save;

  public ClientsForTests(Database database, Vault vault, RedirectAddress redirect, Clock clock) {
    this.clients = new PostgresOAuthClients(database);
    this.vault = vault;
    this.save = new SaveClient(clients, vault, redirect, clock);
  }

  public FindClient find() {
    return new FindClient(clients, vault);
  }

  /** Of acme, for the CRM; gives what was wrong. */
  public List<ProblemError> ofAcme(
      String id, String secret, List<String> hosts, @Nullable String redirect) {
    return saved(
        new ClientOwner.Organization(new OrganizationName("acme")), id, secret, hosts, redirect);
  }

  public List<ProblemError> ofThePlatform(String id, String secret, List<String> hosts) {
    return Reach.across(Use.PLATFORM_CLIENTS)
        .call(() -> saved(new ClientOwner.Platform(), id, secret, hosts, null));
  }

  public int resealed() {
    return Reach.across(Use.RESEALING).call(new ResealOAuthClients(clients, vault)::reseal);
  }

  private List<ProblemError> saved(
      ClientOwner owner, String id, String secret, List<String> hosts, @Nullable String redirect) {
    return switch (save.save(new SaveClient.Wish(owner, CRM, id, secret, hosts, redirect))) {
      case SaveClient.Outcome.Saved _ -> List.of();
      case SaveClient.Outcome.Refused(var findings) -> findings;
      case SaveClient.Outcome.Conflict() -> throw new AssertionError("conflict");
    };
  }
}
