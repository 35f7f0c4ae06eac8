package io.tributary.manifest;

import static io.tributary.manifest.Examples.ORIGINAL;
import static io.tributary.manifest.Examples.originalWithInput;
import static io.tributary.manifest.Examples.oursWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts made to exhaust or to deceive the reader: refused, in time, and nothing is opened. */
class HostileManifestTest {
  private static final Duration LIMIT = Duration.ofMillis(500);
  private static final ManifestReader READER = new ManifestReader();

  @BeforeAll
  static void readerIsWarm() {
    for (int i = 0; i < 20; i++) {
      READER.read(Examples.OURS.getBytes(StandardCharsets.UTF_8));
    }
  }

  static Stream<Map.Entry<String, String>> refused() {
    var texts = new TreeMap<String, String>();
    texts.put("nested 501 deep", "[".repeat(501) + "]".repeat(501));
    texts.put("nested 100,000 deep", "{\"a\":".repeat(40_000));
    texts.put("number of 1,001 digits", "{\"a\":" + "9".repeat(1_001) + "}");
    texts.put("number with a huge exponent", "{\"a\":1e1000000000}");
    texts.put("number with a huge negative exponent", "{\"a\":-1e-1000000000}");
    texts.put("duplicate keys", ORIGINAL.replace("\"version\"", "\"title\":\"evil\",\"version\""));
    texts.put("one megabyte", "{\"a\":\"" + "x".repeat(1 << 20) + "\"}");
    texts.put("name of 1,000 characters", "{\"" + "n".repeat(1_000) + "\":1}");
    texts.put("40,000 properties", "{" + numbered("\"p%d\":1", 20_000) + "}");
    texts.put("120,000 numbers", "{\"a\":[" + "1,".repeat(120_000) + "1]}");
    texts.put(
        "unknown properties below long names",
        "{\"actions\":{\"a\":{\"fields\":{\""
            + "n".repeat(255)
            + "\":{"
            + numbered("\"p%d\":1", 20_000)
            + "}}}}}");
    texts.put("trailing garbage", ORIGINAL + "garbage");
    texts.put("schema that doubles 32 times", originalWithInput(Bombs.doubling(32)));
    texts.put("schema that doubles 1,000 times", originalWithInput(Bombs.doubling(1_000)));
    texts.put("schema that is itself", originalWithInput("{\"$ref\":\"#\"}"));
    texts.put(
        "schemas that are each other",
        originalWithInput(
            "{\"allOf\":[{\"$ref\":\"#/$defs/a\"}],\"$defs\":{\"a\":{\"not\":{\"$ref\":\"#/$defs/b\"}},"
                + "\"b\":{\"if\":{\"$ref\":\"#/$defs/a\"}}}}"));
    texts.put("schema of 5,000 links", originalWithInput(Bombs.chain(5_000)));
    texts.put("all of the network", oursWith("api.pets.test", "*"));
    texts.put("metadata address", oursWith("api.pets.test", "169.254.169.254"));
    texts.put("inner name", oursWith("api.pets.test", "metadata.google.internal"));
    texts.put("privileged", oursWith("\"resources\": {", "\"resources\": {\"privileged\": true,"));
    texts.put("mounts", oursWith("\"limits\"", "\"mounts\": [\"/\"], \"limits\""));
    texts.put("node options", oursWith("PETS_MODE", "NODE_OPTIONS"));
    texts.put("java options", oursWith("PETS_MODE", "JAVA_TOOL_OPTIONS"));
    texts.put("main above the root", ORIGINAL.replace("./lib/add.js", "../../etc/passwd"));
    texts.put("version too large", ORIGINAL.replace("1.0.0", "9999999999.0.0"));
    texts.put("name in Cyrillic", oursWith("\"pets\"", "\"\u0455alesforce\""));
    return texts.entrySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void isRefusedInTime(Map.Entry<String, String> attack) {
    byte[] bytes = attack.getValue().getBytes(StandardCharsets.UTF_8);

    var reading = inTime(() -> READER.read(bytes));

    assertThat(reading).isInstanceOf(Reading.Rejected.class);
    assertThat(FindingsJson.render(reading.allFindings())).hasSizeLessThan(4 << 20);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^(.*?,){12}P",
        "(.*)(.*)(.*)(.*)(.*)x$",
        "^((a+)(b?))+\\\\1$",
        "(?=a)b",
        "((((a{1000}){1000}){1000}){1000}){1000}",
        "(a{900}[(]b){900}",
        "(a{900}[[:alpha:](]b){900}",
        "(a{900}\\\\Q(\\\\Eb){900}",
        "(((((a{10}){10}){10}){10}){10}){10}",
        "("
      })
  void patternsAreJudgedInTime(String pattern) {
    var text = originalWithInput("{\"pattern\":\"" + pattern + "\"}");

    var reading = inTime(() -> READER.read(text.getBytes(StandardCharsets.UTF_8)));

    assertThat(reading).isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void recursionIntoMembersIsNoBomb() {
    var tree =
        originalWithInput(
            "{\"type\":\"object\",\"properties\":{\"left\":{\"$ref\":\"#\"},\"right\":{\"$ref\":\"#\"}}}");

    assertThat(Examples.read(tree)).isInstanceOf(Reading.Accepted.class);
  }

  @Test
  void nothingIsOpenedWhateverIsReferredTo() throws IOException {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "http://127.0.0.1:" + server.getLocalPort() + "/schema.json";
      for (var reference :
          List.of(
              address,
              "file:///etc/passwd",
              "classpath:schemas/component-manifest/v1.json",
              "jar:" + address + "!/x",
              "other.json")) {
        var asReference = Examples.read(originalWithInput("{\"$ref\":\"" + reference + "\"}"));
        var asDialect = Examples.read(originalWithInput("{\"$schema\":\"" + reference + "\"}"));
        var asFormat =
            Examples.read(ORIGINAL.replaceFirst("\\{", "{\"\\$schema\":\"" + reference + "\","));

        assertThat(List.of(asReference, asDialect, asFormat))
            .allSatisfy(reading -> assertThat(reading).isInstanceOf(Reading.Rejected.class));
        assertThat(FindingsText.render(asReference.allFindings())).doesNotContain("root:");
      }
      server.setSoTimeout(50);
      org.assertj.core.api.Assertions.assertThatThrownBy(server::accept)
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void textCannotSteerATerminal() {
    var reading = Examples.read("{\"\\u001b[2Jx\": 1, \"a\\u202eb\": 2}");

    var text = FindingsText.render(reading.allFindings());

    assertThat(text).doesNotContain("\u001b", "\u202e").contains("\\u001b[2Jx");
  }

  /** The best of three: a busy machine may lose one of them, an expensive text loses all. */
  private static Reading inTime(ThrowingSupplier<Reading> reading) {
    try {
      var best = Duration.ofDays(1);
      Reading result = reading.get();
      for (int i = 0; i < 3 && best.compareTo(LIMIT) > 0; i++) {
        long start = System.nanoTime();
        result = reading.get();
        best = Duration.ofNanos(Math.min(best.toNanos(), System.nanoTime() - start));
      }
      assertThat(best).isLessThanOrEqualTo(LIMIT);
      return result;
    } catch (Throwable e) {
      throw new AssertionError("reading must not throw", e);
    }
  }

  private static String numbered(String shape, int count) {
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append(shape.replace("%d", Integer.toString(i)));
    }
    return text.toString();
  }
}
