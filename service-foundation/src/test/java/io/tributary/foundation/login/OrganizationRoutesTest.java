package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.contracts.organizations.OrganizationChanged.State;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.membership.MembershipConfiguration;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.ProblemAdvice;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Members are told by a topic, here a fake one; all else is what the services run. */
class OrganizationRoutesTest {
  private static final TopicPartition TOLD = new TopicPartition(OrganizationChanged.TOPIC, 0);
  private static final OrganizationName ACME = new OrganizationName("acme");

  private TokenIssuer issuer;
  private Told told;
  private ConfigurableApplicationContext application;
  private final HttpClient http = HttpClient.newHttpClient();
  private long next;

  @BeforeEach
  void start() throws Exception {
    issuer = new TokenIssuer();
    told = new Told();
    var spring = new SpringApplication(Routes.class);
    spring.addInitializers(
        context -> context.getBeanFactory().registerSingleton("consumers", told));
    application =
        spring.run(
            "--server.port=0",
            "--spring.main.banner-mode=off",
            "--tributary.oidc.issuer=" + issuer.issuer(),
            "--tributary.oidc.jwks=" + issuer.keys());
  }

  @AfterEach
  void stop() {
    application.close();
    issuer.close();
  }

  @Test
  void aRoleOpensWhatTheTableSays() throws Exception {
    tell(State.ACTIVE, Map.of("ada", Role.VIEWER));

    assertThat(send("GET", "things").statusCode()).isEqualTo(200);
    assertThat(send("POST", "things").body()).contains("role-not-enough", "viewer", "deploy");

    tell(State.ACTIVE, Map.of("ada", Role.BUILDER));
    await().until(() -> send("POST", "things").statusCode() == 200);
  }

  @Test
  void aRouteThatSaysNothingIsClosed() throws Exception {
    tell(State.ACTIVE, Map.of("ada", Role.OWNER));

    assertThat(send("DELETE", "things").statusCode()).isEqualTo(403);
  }

  @Test
  void whomTheTokenNamesAndNobodyToldOfIsAStranger() throws Exception {
    tell(State.ACTIVE, Map.of("grace", Role.OWNER));

    var foreign = send("GET", "things");
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.body()).contains("organization-not-found");
  }

  @Test
  void whoWasRemovedIsAStrangerThoughTheTokenLives() throws Exception {
    tell(State.ACTIVE, Map.of("ada", Role.OWNER));
    assertThat(send("GET", "things").statusCode()).isEqualTo(200);

    tell(State.ACTIVE, Map.of("grace", Role.OWNER));

    await().atMost(Duration.ofSeconds(5)).until(() -> send("GET", "things").statusCode() == 404);
  }

  @Test
  void aMemberWhoseTokenDoesNotNameTheOrganizationIsAStranger() throws Exception {
    tell(State.ACTIVE, Map.of("ada", Role.OWNER));
    var other = issuer.token(claims -> claims.claim("organization", List.of("globex")));

    assertThat(send("GET", "things", other).statusCode()).isEqualTo(404);
  }

  @Test
  void aSuspendedOrganizationCanOnlyBeLookedAt() throws Exception {
    tell(State.SUSPENDED, Map.of("ada", Role.OWNER));

    assertThat(send("GET", "things").statusCode()).isEqualTo(200);
    var change = send("POST", "things");
    assertThat(change.statusCode()).isEqualTo(403);
    assertThat(change.body()).contains("organization-suspended");
  }

  @Test
  void aLeavingOrganizationCanOnlyBeLookedAt() throws Exception {
    tell(State.LEAVING, Map.of("ada", Role.OWNER));

    assertThat(send("GET", "things").statusCode()).isEqualTo(200);
    assertThat(send("POST", "things").body()).contains("organization-leaving", "orgs keep");
  }

  @Test
  void anOrganizationThatIsGoneHasNoMembers() throws Exception {
    tell(State.ACTIVE, Map.of("ada", Role.OWNER));
    assertThat(send("GET", "things").statusCode()).isEqualTo(200);

    tell(State.DELETED, Map.of());

    await().until(() -> send("GET", "things").statusCode() == 404);
  }

  @Test
  void whatCannotBeReadKeepsNobodyFromBeingRemoved() throws Exception {
    tell(State.ACTIVE, Map.of("ada", Role.OWNER));
    assertThat(send("GET", "things").statusCode()).isEqualTo(200);

    told.add(new ConsumerRecord<>(TOLD.topic(), 0, next++, ACME.value(), "no JSON"));
    told.add(new ConsumerRecord<>(TOLD.topic(), 0, next++, "No Name", "{}"));
    tell(State.ACTIVE, Map.of("grace", Role.OWNER));

    await().until(() -> send("GET", "things").statusCode() == 404);
  }

  @Test
  void untilTheMembersAreKnownNobodyIsRefusedForGood() throws Exception {
    told.hide();

    var answer = send("GET", "things");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("members-unknown");
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void whileTheProvidersKeysCannotBeReadNobodysTokenIsBad() throws Exception {
    tell(State.ACTIVE, Map.of("ada", Role.OWNER));
    issuer.away(true);

    var away = send("GET", "things");
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.body()).contains("log-in-unavailable");
    assertThat(away.headers().firstValue("Retry-After")).isPresent();

    issuer.away(false);
    await().until(() -> send("GET", "things").statusCode() == 200);
  }

  private void tell(State state, Map<String, Role> members) {
    var value = Json.write(new OrganizationChanged(ACME, state, members));
    told.add(new ConsumerRecord<>(TOLD.topic(), 0, next++, ACME.value(), value));
    told.show();
  }

  private HttpResponse<String> send(String method, String place) throws Exception {
    return send(method, place, issuer.token());
  }

  private HttpResponse<String> send(String method, String place, String token) throws Exception {
    int port = ((WebServerApplicationContext) application).getWebServer().getPort();
    var uri = URI.create("http://127.0.0.1:" + port + "/api/v1/organizations/acme/" + place);
    return http.send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer " + token)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }

  /** A topic of one partition that is not there before it is shown. */
  private static final class Told implements ConsumerFactory<String, String> {
    private final MockConsumer<String, String> consumer =
        new MockConsumer<>("earliest") {
          @Override
          public synchronized void assign(Collection<TopicPartition> partitions) {
            super.assign(partitions);
            waiting.forEach(this::addRecord);
            waiting.clear();
          }

          @Override
          public synchronized ConsumerRecords<String, String> poll(Duration limit) {
            // The fake one never waits by itself.
            LockSupport.parkNanos(5_000_000);
            return super.poll(limit);
          }

          @Override
          public void close() {
            // Opened again by whoever found no topic.
          }
        };
    private final List<ConsumerRecord<String, String>> waiting = new CopyOnWriteArrayList<>();
    private long end;

    synchronized void add(ConsumerRecord<String, String> fresh) {
      synchronized (consumer) {
        end = fresh.offset() + 1;
        consumer.updateBeginningOffsets(Map.of(TOLD, 0L));
        consumer.updateEndOffsets(Map.of(TOLD, end));
        if (consumer.assignment().isEmpty()) {
          waiting.add(fresh);
        } else {
          consumer.addRecord(fresh);
        }
      }
    }

    void show() {
      var node = new Node(0, "127.0.0.1", 1);
      var nodes = new Node[] {node};
      consumer.updatePartitions(
          TOLD.topic(), List.of(new PartitionInfo(TOLD.topic(), 0, node, nodes, nodes)));
    }

    void hide() {
      consumer.updatePartitions(TOLD.topic(), List.of());
    }

    @Override
    public Consumer<String, String> createConsumer(
        @Nullable String group,
        @Nullable String prefix,
        @Nullable String suffix,
        @Nullable Properties properties) {
      return consumer;
    }

    @Override
    public boolean isAutoCommit() {
      return false;
    }
  }

  @RestController
  @PropertySource("classpath:tributary-foundation.properties")
  @EnableAutoConfiguration(
      exclude = {DataSourceAutoConfiguration.class, KafkaAutoConfiguration.class})
  @Import({LoginConfiguration.class, MembershipConfiguration.class, ProblemAdvice.class})
  static class Routes {
    @GetMapping("/api/v1/organizations/{organization}/things")
    @Needs(Permission.LOOK)
    Set<String> look() {
      return Set.of();
    }

    @PostMapping("/api/v1/organizations/{organization}/things")
    @Needs(Permission.DEPLOY)
    Set<String> deploy() {
      return Set.of();
    }

    @DeleteMapping("/api/v1/organizations/{organization}/things")
    Set<String> forgotten() {
      return Set.of();
    }
  }
}
