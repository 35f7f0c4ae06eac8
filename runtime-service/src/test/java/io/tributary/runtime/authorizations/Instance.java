package io.tributary.runtime.authorizations;

import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.persistence.Database;
import io.tributary.runtime.authorizations.clients.ClientsForTests;
import io.tributary.runtime.authorizations.clients.FindClient;
import io.tributary.runtime.authorizations.provider.EndpointTemplates;
import io.tributary.runtime.authorizations.provider.HttpTokenEndpoints;
import io.tributary.runtime.authorizations.provider.OAuthSettings;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import io.tributary.runtime.authorizations.provider.TokenEndpoints;
import io.tributary.runtime.components.ComponentVersion;
import io.tributary.runtime.components.InMemoryComponents;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionUses;
import io.tributary.runtime.connections.ConnectionVault;
import io.tributary.runtime.connections.Connections;
import io.tributary.runtime.connections.ConnectionsForTests;
import io.tributary.runtime.connections.LeaseConnection;
import io.tributary.runtime.connections.OpenFields;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.DeploymentState;
import io.tributary.runtime.deployments.InMemoryDeployments;
import io.tributary.runtime.keys.KeysetKey;
import io.tributary.runtime.keys.PostgresDataKeys;
import io.tributary.runtime.keys.Vault;
import io.tributary.runtime.notices.Notice;
import io.tributary.runtime.notices.Notices;
import io.tributary.runtime.support.StoppedOrganizations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** All parts of the feature as one process has them; several of them share a database. */
final class Instance {
  static final OrganizationName ACME = new OrganizationName("acme");
  static final String CRM =
      """
      {"title": "CRM", "description": "d", "version": "1.0.0", "language": "java",
       "credentials": {
         "fields": {
           "base": {"label": "Address", "viewClass": "TextFieldView", "required": true},
           "secret": {"label": "Secret", "viewClass": "PasswordFieldView"},
           "oauth": {"label": "Access", "viewClass": "OAuthFieldView", "required": true}},
         "oauth2": {"client_id": "the-client", "client_secret": "{{secret}}",
           "auth_uri": "{{base}}/authorize?prompt=consent", "token_uri": "{{base}}/token",
           "scopes": ["api", "refresh_token"]}},
       "actions": {"write": {"title": "Write", "main": "a.Write"}}}
      """;
  private static final FlowId FLOW = new FlowId("abcdefghjkmnpqrs");

  final Connections connections;
  final Authorizations authorizations;
  final BeginAuthorization begin;
  final TakeCode take;
  final FinishAuthorization finish;
  final RenewTokens renew;
  final StoppedOrganizations organizations = new StoppedOrganizations();
  final RenewDueTokens renewDue;
  final LeaseConnection lease;
  final TokenVault tokens;
  final Vault vault;
  final ClientsForTests clients;
  final List<Notice> told = new CopyOnWriteArrayList<>();
  private final ConnectionVault connectionVault;
  private final InMemoryComponents shelf = new InMemoryComponents();
  private final Clock clock;

  Instance(Database database, String kek, String trusted, Clock clock) {
    this(database, kek, trusted, clock, provider -> provider);
  }

  Instance(
      Database database,
      String kek,
      String trusted,
      Clock clock,
      UnaryOperator<TokenEndpoints> around) {
    this.clock = clock;
    shelf.list(InMemoryComponents.listing("northwind/crm@1.0.0", 'a', CRM));
    var settings = new OAuthSettings(List.of(trusted), Duration.ofMinutes(5));
    var key = KeysetKey.of(kek);
    vault = new Vault(key, new PostgresDataKeys(database), new Ids(clock), Clock.systemUTC());
    connectionVault = new ConnectionVault(vault, key, new byte[32]);
    connections = ConnectionsForTests.over(database);
    authorizations = new PostgresAuthorizations(database);
    tokens = new TokenVault(vault);
    var redirect = new RedirectAddress("https://ours.example/");
    var consents = new PostgresConsents(database);
    var resolve = new ResolveComponent(shelf);
    var fields = new OpenFields(connections, connectionVault);
    clients = new ClientsForTests(database, vault, redirect, clock);
    FindClient find = clients.find();
    var texts = new OneTimeTexts();
    var provider = around.apply(new HttpTokenEndpoints(settings));
    var client = new ConnectionClient(resolve, find, fields);
    begin =
        new BeginAuthorization(
            consents,
            resolve,
            new EndpointTemplates(settings),
            find,
            fields,
            vault,
            texts,
            redirect,
            clock);
    take = new TakeCode(consents, vault, texts, clock);
    finish =
        new FinishAuthorization(
            consents,
            authorizations,
            connections,
            client,
            provider,
            tokens,
            vault,
            settings,
            redirect,
            clock);
    ConnectionUses uses = (organization, name) -> List.of(new FlowName("leads"));
    var tell = new TellOwners(connections, uses, deployed(), new Told(), clock);
    renew = new RenewTokens(authorizations, tokens, client, provider, tell, settings, clock);
    renewDue =
        new RenewDueTokens(
            authorizations, consents, connections, renew, organizations, clock, Runnable::run);
    lease =
        new LeaseConnection(
            connections,
            connectionVault,
            new LendTokens(authorizations, tokens, renew, tell, clock),
            clock);
  }

  /** A connection of acme to a provider there. */
  Connection connection(String name, String base) {
    return ConnectionsForTests.saved(
        connections,
        connectionVault,
        shelf,
        clock,
        name,
        "northwind/crm",
        "{\"base\": \"%s\", \"secret\": \"the-clients-s3cret\"}".formatted(base));
  }

  ComponentVersion version() {
    return shelf.find(VersionRef.parse("northwind/crm@1.0.0")).orElseThrow();
  }

  Connection connection(String name) {
    return connections.find(ACME, new ConnectionName(name)).orElseThrow();
  }

  Authorizations.Kept kept(Connection connection) {
    return authorizations.find(connection.id()).orElseThrow();
  }

  String accessToken(Connection connection) {
    return tokens.open(kept(connection)).access();
  }

  private static InMemoryDeployments deployed() {
    var deployments = new InMemoryDeployments();
    deployments.add(
        new Deployment(
            FLOW,
            ACME,
            new FlowName("leads"),
            1,
            OptionalInt.of(1),
            new DeploymentState.Running(Instant.EPOCH),
            Instant.EPOCH));
    return deployments;
  }

  private final class Told implements Notices {
    @Override
    public void happened(Notice notice) {
      told.add(notice);
    }

    @Override
    public void over(FlowId flow, String about) {}

    @Override
    public List<Notice> untold(Instant now, int limit) {
      return told;
    }

    @Override
    public void told(Notice notice, Instant at) {}

    @Override
    public void later(Notice notice, Set<String> reached, Instant notBefore) {}
  }
}
