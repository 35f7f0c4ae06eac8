package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import io.tributary.manifest.FindingsJson;
import io.tributary.manifest.ManifestReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The registry's REST addresses through the front door. */
class RestIT {
  private static final String PUBLISHERS = "/api/v1/organizations/acme/publishers";
  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static String ada;

  @BeforeAll
  static void start() throws IOException, JOSEException {
    registry = new RunningRegistry(folder);
    ada = registry.issuer().member("acme");
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void publisherIsAddedOnceAndListed() throws Exception {
    assertThat(add("acme-tools").statusCode()).isEqualTo(201);
    assertThat(add("acme-tools").statusCode()).isEqualTo(200);

    assertThat(registry.get(PUBLISHERS, ada).body()).contains("acme-tools");
  }

  @Test
  void publisherOfAnotherOrganizationIsAConflictWithACode() throws Exception {
    add("acme-parts");

    var answer =
        registry.post(
            "/api/v1/organizations/northwind/publishers",
            registry.issuer().member("northwind"),
            bytes("{\"name\":\"acme-parts\"}"));

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("\"code\":\"publisher-taken\"");
  }

  @Test
  void nameThatCannotBeOneIsExplained() throws Exception {
    var answer = add("Acme!");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("name-invalid").contains("3 to 40 of a-z");
  }

  @Test
  void organizationOfOthersIsNotFound() throws Exception {
    assertThat(registry.get(PUBLISHERS, registry.issuer().member("northwind")).statusCode())
        .isEqualTo(404);
    assertThat(registry.get(PUBLISHERS, "").statusCode()).isEqualTo(401);
  }

  @Test
  void validationAnswersTheVeryBytesOfTheReader() throws Exception {
    var manifest = bytes("{\"title\": 7, \"title\": 8");

    var answer = registry.post("/api/v1/validate", ada, manifest);

    assertThat(answer.body())
        .isEqualTo(FindingsJson.render(new ManifestReader().read(manifest).allFindings()));
  }

  @Test
  void manifestOfAMegabyteIsAFindingAndNoFault() throws Exception {
    var answer = registry.post("/api/v1/validate", ada, new byte[1024 * 1024]);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("TB1002");
  }

  @Test
  void schemaAndDiscoveryArePublic() throws Exception {
    var schema = registry.get("/schemas/component-manifest/v1.json", "");
    var discovery = registry.get("/.well-known/tributary", "");

    assertThat(schema.statusCode()).isEqualTo(200);
    assertThat(schema.body()).contains(ManifestReader.SCHEMA_ID);
    assertThat(discovery.body()).contains(registry.issuer().issuer()).contains("tributary-cli");
  }

  @Test
  void unknownComponentIsNotFoundWithAdvice() throws Exception {
    var answer = registry.get("/api/v1/components/acme/nothing", ada);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("component-not-found").contains("Search");
  }

  private static java.net.http.HttpResponse<String> add(String name)
      throws IOException, InterruptedException {
    return registry.post(PUBLISHERS, ada, bytes("{\"name\":\"" + name + "\"}"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
