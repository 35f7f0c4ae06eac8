package io.tributary.connectors.sap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.sdk.ConnectionCheck.Outcome;
import io.tributary.sdk.GiveUp;
import io.tributary.testkit.Run;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections, their logins, and what is known of a service. */
class ServiceTest {
  private TestService service;

  @AfterEach
  void stop() {
    if (service != null) {
      service.close();
    }
  }

  private Map<String, Object> connection(Protocol protocol, Object... pairs) {
    if (service == null) {
      service = new TestService(protocol);
    }
    var connection = new HashMap<>(service.connection());
    for (int index = 0; index < pairs.length; index += 2) {
      connection.put((String) pairs[index], pairs[index + 1]);
    }
    return connection;
  }

  private static Outcome check(Map<String, Object> connection) {
    return Run.check(new CheckService()).withConnection(connection).check();
  }

  @ParameterizedTest
  @EnumSource
  void theCheckSaysWhichServiceItIs(Protocol protocol) {
    var number = protocol == Protocol.V2 ? "2" : "4";

    assertThat(check(connection(protocol)))
        .isEqualTo(new Outcome.Works("shop (OData " + number + ", 3 entity sets)"));
    assertThat(service.requests).allMatch(one -> "100".equals(one.query().get("sap-client")));
  }

  @Test
  void metadataThatIsStillTheSameIsNotReadAgain() {
    assertThat(check(connection(Protocol.V4))).isInstanceOf(Outcome.Works.class);
    assertThat(check(connection(Protocol.V4))).isInstanceOf(Outcome.Works.class);
    assertThat(check(connection(Protocol.V4))).isInstanceOf(Outcome.Works.class);

    assertThat(service.requests.stream().filter(one -> one.path().equals("$metadata")))
        .extracting(one -> one.header("if-none-match"))
        .containsExactly("", "\"m1\"", "\"m1\"");
  }

  @Test
  void theCheckNamesTheFieldToCorrect() {
    refuses("password", connection(Protocol.V2, "password", "wrong"));
    refuses("username", connection(Protocol.V2, "username", ""));
    refuses("url", connection(Protocol.V2, "url", "sap.example"));
    refuses("url", connection(Protocol.V2, "url", service.url() + "/Products"));
    refuses("version", connection(Protocol.V2, "version", "v4"));
    refuses("sapClient", connection(Protocol.V2, "sapClient", "1"));
    refuses("key", connection(Protocol.V2, "auth", "key", "key", "none"));
  }

  private static void refuses(String field, Map<String, Object> connection) {
    assertThat(check(connection))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.field()).isEqualTo(field);
              assertThat(refused.message()).isNotBlank();
            });
  }

  @Test
  void aKeyGoesIntoItsHeader() {
    assertThat(check(connection(Protocol.V4, "auth", "key", "key", "k3y")))
        .isInstanceOf(Outcome.Works.class);
  }

  @Test
  void aTokenIsFetchedOnceAndAgainWhenItIsRefused() {
    var given = new AtomicInteger();
    var connection =
        connection(
            Protocol.V4,
            "auth",
            "client_credentials",
            "tokenUri",
            "http://localhost:1/",
            "clientId",
            "c",
            "clientSecret",
            "s");
    connection.put("tokenUri", service.url() + "/token");
    service.before =
        asked ->
            asked.path().equals("token")
                ? TestService.Told.json(
                    200,
                    Map.of(
                        "access_token",
                        given.getAndIncrement() == 0 ? "stale" : "good",
                        "token_type",
                        "bearer",
                        "expires_in",
                        3600))
                : null;

    assertThat(check(connection)).isInstanceOf(Outcome.Works.class);
    assertThat(check(connection)).isInstanceOf(Outcome.Works.class);

    assertThat(given).hasValue(2);
    var asked = service.requests.getFirst();
    assertThat(asked.header("authorization")).isEqualTo("Basic Yzpz");
    assertThat(new String(asked.body(), StandardCharsets.UTF_8))
        .isEqualTo("grant_type=client_credentials");
  }

  @ParameterizedTest
  @EnumSource
  void metadataIsReadWithTypesKeysAndWays(Protocol protocol) {
    var metadata = read(Documents.of(protocol));

    assertThat(metadata.protocol()).isEqualTo(protocol);
    var product = metadata.typeOf("Products", "");
    assertThat(product.key()).containsExactly("ID");
    assertThat(product.properties().keySet())
        .containsExactlyInAnyOrder("ID", "Name", "Price", "ChangedAt", "Released");
    assertThat(metadata.primitive(product.properties().get("Price").type()))
        .isEqualTo("Edm.Decimal");
    assertThat(metadata.typeOf("Orders", "").navigations().get("Items"))
        .isEqualTo(new Metadata.Navigation("Items", "shop.OrderItem", true));
    assertThat(metadata.operations())
        .containsOnlyKeys(
            protocol == Protocol.V2
                ? List.of("Discount", "CountByName")
                : List.of("shop.Discount of shop.Product", "CountByName"));
  }

  @ParameterizedTest
  @EnumSource
  void schemasComeFromMetadata(Protocol protocol) {
    var metadata = read(Documents.of(protocol));

    var schema = new Shapes(metadata).entity(metadata.typeOf("Products", ""));

    var properties = (Map<?, ?>) schema.get("properties");
    assertThat((Map<?, ?>) properties.get("Name"))
        .satisfies(
            name -> {
              assertThat(name.get("type")).isEqualTo("string");
              assertThat(name.get("maxLength")).isEqualTo(40);
            });
    assertThat(((Map<?, ?>) properties.get("Released")).get("format")).isEqualTo("date");
    assertThat(((Map<?, ?>) properties.get("ID")).get("type")).isEqualTo("integer");
  }

  @Test
  void metadataCannotLoadAnything() {
    var evil =
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><edmx:Edmx Version=\"4.0\""
            + " xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">&e;</edmx:Edmx>";

    assertThatThrownBy(() -> read(evil)).isInstanceOf(GiveUp.class);
  }

  @Test
  void aPageForPeopleIsNoMetadata() {
    assertThatThrownBy(() -> read("<html><body>Log in</body></html>"))
        .isInstanceOf(GiveUp.class)
        .hasMessageContaining("connection#/url");
  }

  @Test
  void choicesComeFromMetadata() {
    connection(Protocol.V4);
    var setup = new PlainSetup(Map.of("entitySet", "Products"), service.connection());

    assertThat(new Query().choices("entitySets", setup))
        .extracting(io.tributary.sdk.Choices.Choice::value)
        .containsExactly("Products", "Orders", "OrderItems");
    assertThat(new ChangedEntities().choices("stamps", setup))
        .extracting(io.tributary.sdk.Choices.Choice::value)
        .containsExactly("ChangedAt");
    var orders = new PlainSetup(Map.of("entitySet", "Orders"), service.connection());
    assertThat(new Read().choices("navigations", orders))
        .extracting(io.tributary.sdk.Choices.Choice::value)
        .containsExactly("Items");
    assertThat(new CallOperation().choices("operations", setup)).hasSize(2);
    assertThat(new Create().schema("create", setup).out()).containsKey("properties");
    assertThat(service.requests.stream().filter(one -> one.path().equals("$metadata"))).hasSize(1);
  }

  private static Metadata read(String document) {
    return new MetadataReader("sap.example")
        .read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }
}
