package io.tributary.builder.artifacts;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactDoorTest {
  private static final String JUNIT = "junit/junit/4.13.2/junit-4.13.2.pom";
  private static final String SDK = "io/tributary/component-sdk/0.1.0/component-sdk-0.1.0.jar";

  @TempDir private Path folder;
  private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
  private final MapUpstream upstream = new MapUpstream().with(JUNIT, "<project/>");
  private Artifacts artifacts;
  private ArtifactDoor door;

  @BeforeEach
  void opens() throws IOException {
    var own = folder.resolve("shelf").resolve(SDK);
    Files.createDirectories(own.getParent());
    Files.writeString(own, "our sdk");
    artifacts =
        new Artifacts(folder.resolve("shelf"), folder.resolve("kept"), upstream, Clock.systemUTC());
    door = ArtifactDoor.open(folder.resolve("s.sock"), artifacts, refusals::add);
  }

  @AfterEach
  void closes() throws IOException {
    door.close();
  }

  @Test
  void artifactIsFetchedOnceAndKeptInTheLayoutOfALocalRepository() throws IOException {
    var first = ask("GET /maven/" + JUNIT);
    var second = ask("GET /maven/" + JUNIT);

    assertThat(first).startsWith("HTTP/1.1 200 OK").endsWith("<project/>");
    assertThat(second).isEqualTo(first);
    assertThat(upstream.asked()).containsExactly(JUNIT, JUNIT + ".sha1");
    assertThat(artifacts.store().resolve(JUNIT)).hasContent("<project/>");
  }

  @Test
  void checksumIsTheProxysOwn() throws IOException {
    assertThat(ask("GET /maven/" + JUNIT + ".sha1")).endsWith(MapUpstream.sha1("<project/>"));
  }

  @Test
  void ownGroupComesFromTheShelfAndIsNeverAskedForOutside() throws IOException {
    var missing = "io/tributary/component-sdk/99.0/component-sdk-99.0.jar";
    upstream.with(missing, "poison").with(SDK, "poison");

    assertThat(ask("GET /maven/" + SDK)).endsWith("our sdk");
    assertThat(ask("GET /maven/" + missing)).startsWith("HTTP/1.1 404");
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void bytesOfAnotherChecksumAreRefusedAndNotKept() throws IOException {
    var bad = "evil/evil/1/evil-1.jar";
    upstream.withWrongSum(bad, "poison");

    assertThat(ask("GET /maven/" + bad)).startsWith("HTTP/1.1 403").doesNotContain("poison");
    assertThat(artifacts.store().resolve(bad)).doesNotExist();
    assertThat(refusals).singleElement().asString().contains("evil-1.jar");
  }

  @Test
  void pathTricksAreRefused() throws IOException {
    for (var trick :
        List.of(
            "/maven/../../../etc/passwd",
            "/maven/junit/../../../../etc/passwd",
            "/maven/junit/%2e%2e/%2e%2e/etc/passwd",
            "/etc/passwd",
            "http://169.254.169.254/latest/meta-data",
            "/maven//etc/passwd/x",
            "*")) {
      assertThat(ask("GET " + trick)).as(trick).startsWith("HTTP/1.1 400").doesNotContain("root:");
    }
    assertThat(upstream.asked()).isEmpty();
  }

  @Test
  void onlyGetAndHeadAreAnswered() throws IOException {
    for (var method : List.of("PUT", "POST", "DELETE", "CONNECT", "OPTIONS")) {
      assertThat(ask(method + " /maven/" + JUNIT)).as(method).startsWith("HTTP/1.1 405");
    }
    assertThat(ask("HEAD /maven/" + JUNIT))
        .startsWith("HTTP/1.1 200 OK\r\nContent-Length: 10")
        .endsWith("\r\n\r\n");
  }

  @Test
  void nonsenseEndsTheConnectionOnly() throws IOException {
    assertThat(raw("\u0001\u0002\u0003\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET " + "x".repeat(10_000))).isEmpty();
    assertThat(raw("GET /maven/a/b/c HTTP/1.1\r\n" + "h: v\r\n".repeat(100) + "\r\n")).isEmpty();

    assertThat(ask("GET /maven/" + JUNIT)).startsWith("HTTP/1.1 200");
  }

  private String ask(String request) throws IOException {
    return raw(request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  private String raw(String request) throws IOException {
    try (var socket = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("s.sock")))) {
      socket.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      socket.shutdownOutput();
      return new String(Channels.newInputStream(socket).readAllBytes(), UTF_8);
    } catch (IOException hungUp) {
      return "";
    }
  }
}
