package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.builds.BuildResult;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.foundation.json.Json;
import io.tributary.registry.versions.AVersion;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Icons from git push to a browser's request, through the front door. */
class IconIT {
  private static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
        <rect width="64" height="64" fill="#27715a"/>
      </svg>
      """;
  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static String ada;
  private static String mallory;
  private static final AtomicInteger NAMES = new AtomicInteger();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String component = "drawn-" + NAMES.incrementAndGet();

  @BeforeAll
  static void start() throws IOException, JOSEException, InterruptedException {
    registry = new RunningRegistry(folder.resolve("data"));
    ada = registry.issuer().member("acme");
    mallory = registry.issuer().member("northwind");
    registry.post(
        "/api/v1/organizations/acme/publishers",
        ada,
        "{\"name\":\"acme\"}".getBytes(StandardCharsets.UTF_8));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void svgIsServedAsAPngOfOursThatRunsNothing() throws Exception {
    var git = source("1.0.0", "logo.svg").with("logo.svg", SVG);
    push(git, git.commit("first"));

    var answer = icon("1.0.0", ada, "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("sandbox; default-src 'none'");
    var picture = ImageIO.read(new ByteArrayInputStream(answer.body()));
    assertThat(picture.getWidth()).isEqualTo(256);
    assertThat(picture.getHeight()).isEqualTo(256);
    assertThat(picture.getRGB(128, 128)).isEqualTo(0xff27715a);
  }

  @Test
  void pngIsDrawnAnewAndWhatWasHiddenInItIsGone() throws Exception {
    var git = source("1.0.0", "img/logo.png");
    Files.createDirectories(git.folder().resolve("img"));
    var polyglot = new ByteArrayOutputStream();
    polyglot.writeBytes(png(64, 32));
    polyglot.writeBytes("<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    Files.write(git.folder().resolve("img/logo.png"), polyglot.toByteArray());
    push(git, git.commit("first"));

    var served = icon("1.0.0", ada, "").body();

    assertThat(new String(served, StandardCharsets.ISO_8859_1)).doesNotContain("script");
    var picture = ImageIO.read(new ByteArrayInputStream(served));
    assertThat(picture.getRGB(128, 128)).isEqualTo(0xffff0000);
    assertThat(picture.getRGB(128, 10)).as("beside a wide picture").isZero();
  }

  @Test
  void badIconRefusesThePushWithElementAndAdvice() throws Exception {
    var git =
        source("1.0.0", "logo.svg")
            .with("logo.svg", SVG.replace("</svg>", "  <script>alert(1)</script>\n</svg>"));
    git.commit("script");

    var pushed = push(git);

    assertThat(pushed.exit()).isNotZero();
    assertThat(pushed.text())
        .contains("remote:   logo.svg:3:3  TB4008")
        .contains("remote:     at /svg/script")
        .contains("remote:     The element \"script\" cannot be part of an icon.")
        .contains("remote: Refused, nothing stored. Try it locally: tributary validate");
    assertThat(icon("1.0.0", ada, "").statusCode()).isEqualTo(404);
  }

  @Test
  void nameTellsNothingAndSizeIsBounded() throws Exception {
    var git = source("1.0.0", "logo.png").with("logo.png", "<html><script>1</script></html>");
    git.commit("HTML");
    assertThat(push(git).text()).contains("TB4003");

    git.with("logo.png", "x".repeat(300 * 1024)).commit("large");
    assertThat(push(git).text()).contains("TB4002");

    Files.write(git.folder().resolve("logo.png"), png(2000, 20));
    git.commit("wide");
    assertThat(push(git).text()).contains("TB4005").contains("2000 × 20");
  }

  @Test
  void pathLeadsNowhereButIntoTheCommit() throws Exception {
    var git = source("1.0.0", "../../x.png");
    git.commit("upwards");
    assertThat(push(git).text()).contains("TB1106");

    git.with("component.json", manifest("1.0.0", "logo.svg")).with("logo.svg/inner.svg", SVG);
    git.commit("folder");
    assertThat(push(git).text()).containsPattern("component.json:6:\\d+ +TB4001");

    Files.delete(git.folder().resolve("logo.svg/inner.svg"));
    Files.delete(git.folder().resolve("logo.svg"));
    Files.createSymbolicLink(git.folder().resolve("logo.svg"), Path.of("/etc/passwd"));
    git.commit("link");
    var linked = push(git);
    assertThat(linked.exit()).isNotZero();
    assertThat(linked.text()).contains("logo.svg: a symbolic link.").doesNotContain("root:");
    assertThat(icon("1.0.0", ada, "").statusCode()).isEqualTo(404);
  }

  @Test
  void unchangedIconIsNotSentAgain() throws Exception {
    var git = source("1.0.0", "logo.svg").with("logo.svg", SVG);
    var commit = git.commit("first");
    push(git, commit);
    var claimed = icon("1.0.0", ada, "");
    assertThat(claimed.headers().firstValue("Cache-Control").orElse(""))
        .as("its number may be claimed again")
        .contains("no-cache");

    list(commit);
    var listed = icon("1.0.0", mallory, "");
    var etag = listed.headers().firstValue("ETag").orElseThrow();
    var again = icon("1.0.0", mallory, etag);

    assertThat(etag).matches("\"sha256:[0-9a-f]{64}\"");
    assertThat(listed.headers().firstValue("Cache-Control").orElse(""))
        .contains("max-age=31536000", "private", "immutable");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("ETag")).contains(etag);
  }

  @Test
  void iconIsSeenByWhomTheVersionIsSeen() throws Exception {
    var git = source("1.0.0", "logo.svg").with("logo.svg", SVG);
    var commit = git.commit("first");
    push(git, commit);

    var foreign = icon("1.0.0", mallory, "");
    var none = icon("9.9.9", mallory, "");

    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(text(foreign).replace("1.0.0", "9.9.9")).isEqualTo(text(none));
    assertThat(icon("1.0.0", "", "").statusCode()).isEqualTo(401);
    list(commit);
    assertThat(icon("1.0.0", mallory, "").statusCode()).isEqualTo(200);
  }

  @Test
  void versionWithoutAnIconIsAProblemWithACode() throws Exception {
    var git = source("1.0.0", "").with("README.md", "none");
    push(git, git.commit("first"));

    var answer = icon("1.0.0", ada, "");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(text(answer)).contains("\"code\":\"icon-not-found\"");
  }

  private GitClient source(String version, String icon) throws IOException, InterruptedException {
    return new GitClient(folder.resolve("source-" + component), ada)
        .with("component.json", manifest(version, icon));
  }

  private String manifest(String version, String icon) {
    var plain = AVersion.manifest("acme/" + component + "@" + version);
    return icon.isEmpty()
        ? plain
        : plain.replaceFirst("\"language\"", "\"icon\": \"%s\", \"language\"".formatted(icon));
  }

  private void push(GitClient git, String commit) throws IOException, InterruptedException {
    var pushed = push(git);
    assertThat(pushed.exit()).as(commit + pushed.text()).isZero();
  }

  private GitClient.Result push(GitClient git) throws IOException, InterruptedException {
    return git.run("push", registry.url() + "/git/acme/" + component + ".git", "main");
  }

  private void list(String commit) {
    var asked =
        await()
            .atMost(Duration.ofSeconds(10))
            .until(
                () ->
                    registry.kafka().events(BuildTopics.REQUESTED).stream()
                        .map(event -> Json.read(event.value(), BuildRequested.class))
                        .filter(build -> build.commit().value().equals(commit))
                        .findFirst(),
                java.util.Optional::isPresent)
            .orElseThrow();
    registry.tell(
        new BuildFinished(
            asked.build(),
            asked.version(),
            asked.commit(),
            new BuildResult.Succeeded(new ImageDigest("sha256:" + "b".repeat(64)), 10, 1),
            Instant.EPOCH));
  }

  private HttpResponse<byte[]> icon(String version, String token, String etag)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/api/v1/components/acme/%s/versions/%s/icon"
                        .formatted(registry.url(), component, version)))
            .header("Accept", "image/*");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (!etag.isEmpty()) {
      request.header("If-None-Match", etag);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static byte[] png(int width, int height) throws IOException {
    var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, 0xffff0000);
      }
    }
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", bytes);
    return bytes.toByteArray();
  }
}
