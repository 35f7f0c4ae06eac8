package io.tributary.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import io.tributary.contracts.builds.BuildFinished;
import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.builds.BuildResult;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.problems.Blame;
import io.tributary.foundation.json.Json;
import io.tributary.registry.versions.AVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock git against the running registry, over HTTP. */
class GitOverHttpIT {
  @TempDir static Path folder;
  private static RunningRegistry registry;
  private static String ada;
  private static String mallory;
  private static final AtomicInteger NAMES = new AtomicInteger();

  private final String component = "ledger-" + NAMES.incrementAndGet();

  @BeforeAll
  static void start() throws IOException, JOSEException, InterruptedException {
    registry = new RunningRegistry(folder.resolve("data"));
    ada = registry.issuer().member("acme");
    mallory = registry.issuer().member("northwind");
    registry.post("/api/v1/organizations/acme/publishers", ada, bytes("{\"name\":\"acme\"}"));
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void pushClaimsTheVersionPrintsItsLinkAndAsksForItsBuild() throws Exception {
    var git = source("1.0.0");
    var commit = git.commit("first");

    var pushed = push(git, ada, "main");

    assertThat(pushed.exit()).as(pushed.text()).isZero();
    assertThat(pushed.text())
        .contains("remote: acme/" + component + "  main  " + commit.substring(0, 7))
        .contains("remote: check   component.json                       ok")
        .contains("remote: version 1.0.0 claimed")
        .containsPattern("remote: build \\d+ {2}http://localhost:8080/o/acme/builds/\\d+");
    var asked = buildAskedFor(commit);
    assertThat(asked.version().toString()).isEqualTo("acme/" + component + "@1.0.0");
    assertThat(asked.manifest()).isEqualTo(manifest("1.0.0"));
  }

  @Test
  void cloneGivesBackWhatWasPushed() throws Exception {
    var git = source("1.0.0").with("src/Main.java", "class Main {}\n");
    var commit = git.commit("first");
    push(git, ada, "main");
    var other = new GitClient(folder.resolve("clone-" + component), ada);

    var fetched = other.run("fetch", "--quiet", address(), "main");

    assertThat(fetched.exit()).as(fetched.text()).isZero();
    assertThat(other.run("rev-parse", "FETCH_HEAD").text().strip()).isEqualTo(commit);
  }

  @Test
  void servicesFetchAnyPinnedVersionByOlderProtocolToo() throws Exception {
    var git = source("1.0.0");
    var commit = git.commit("first");
    push(git, ada, "main");
    var builder =
        new GitClient(folder.resolve("builder-" + component), registry.issuer().service());

    for (String protocol : new String[] {"protocol.version=0", "protocol.version=2"}) {
      var fetched =
          builder.run("-c", protocol, "fetch", address(), "refs/tributary/versions/1.0.0");
      assertThat(fetched.exit()).as(fetched.text()).isZero();
      assertThat(builder.run("rev-parse", "FETCH_HEAD").text().strip()).isEqualTo(commit);
    }
  }

  @Test
  void wrongManifestIsRefusedWithEveryFindingAndNothingIsStored() throws Exception {
    var git =
        source("1.0.0")
            .with(
                "component.json",
                """
                {
                  "$schema": "https://tributary.io/schemas/component-manifest/v1.json",
                  "titel": "Ledger",
                  "description": "d",
                  "version": "1.0",
                  "actions": { "post": { "title": "Post", "main": "acme.Post", "feilds": {} } }
                }
                """);
    git.commit("wrong");

    var pushed = push(git, ada, "main");

    assertThat(pushed.exit()).isNotZero();
    assertThat(pushed.text())
        .contains("remote:   component.json:3:3")
        .contains("remote:   component.json:5:14")
        .contains("Did you mean \"title\"?")
        .contains("Did you mean \"fields\"?")
        .contains("remote: Refused, nothing stored. Try it locally: tributary validate")
        .containsPattern("! \\[remote rejected] main -> main \\(component.json: \\d errors?");
    assertThat(repository()).doesNotExist();
    assertThat(folder.resolve("data/git/.incoming")).isEmptyDirectory();

    git.with("component.json", manifest("1.0.0")).commit("corrected");
    assertThat(push(git, ada, "main").exit()).isZero();
  }

  @Test
  void withoutLogInGitIsAskedForOne() throws Exception {
    var answer = registry.get(path() + "/info/refs?service=git-receive-pack", "");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"Tributary\"");
  }

  @Test
  void repositoriesOfOthersReadLikeThoseThatAreNotThere() throws Exception {
    var git = source("1.0.0");
    git.commit("first");
    push(git, ada, "main");

    for (String service : new String[] {"git-receive-pack", "git-upload-pack"}) {
      var foreign = registry.get(path() + "/info/refs?service=" + service, mallory);
      var missing =
          registry.get("/git/nobody-here/x-none.git/info/refs?service=" + service, mallory);
      assertThat(foreign.statusCode()).isEqualTo(404);
      assertThat(foreign.body()).isEqualTo(missing.body()).contains("repository-not-found");
    }
    assertThat(registry.post(path() + "/git-receive-pack", mallory, bytes("0000")).statusCode())
        .isEqualTo(404);
    assertThat(registry.get("/git/..%2f/x.git/info/refs", ada).statusCode()).isBetween(400, 404);
  }

  @Test
  void forceOverReleasedVersionIsRefused() throws Exception {
    var git = source("1.0.0");
    git.commit("first");
    push(git, ada, "main");
    git.run("checkout", "--quiet", "--orphan", "rewritten");
    git.with("component.json", manifest("1.0.1")).commit("other history");

    var forced = push(git, ada, "+rewritten:main");
    var deleted = push(git, ada, ":main");

    assertThat(forced.exit()).isNotZero();
    assertThat(forced.text()).contains("would drop released version 1.0.0");
    assertThat(deleted.exit()).isNotZero();
  }

  @Test
  void tagsOfReleasedVersionsStay() throws Exception {
    var git = source("1.0.0");
    git.commit("first");
    git.run("tag", "-a", "v1.0.0", "-m", "release");
    assertThat(push(git, ada, "main", "v1.0.0").exit()).isZero();
    git.with("README.md", "more").with("component.json", manifest("1.1.0")).commit("second");
    git.run("tag", "-f", "v1.0.0");

    assertThat(push(git, ada, "+v1.0.0").exit()).isNotZero();
    assertThat(push(git, ada, ":v1.0.0").exit()).isNotZero();
    assertThat(push(git, ada, "main").exit()).isZero();
  }

  @Test
  void sameNumberForAnotherCommitIsRefusedWithTheNextFree() throws Exception {
    var git = source("1.0.0");
    git.commit("first");
    push(git, ada, "main");
    git.with("README.md", "more").commit("second");

    var pushed = push(git, ada, "main");

    assertThat(pushed.exit()).isNotZero();
    assertThat(pushed.text()).contains("TB2003").contains("The next free number is 1.0.1.");
  }

  @Test
  void listedVersionIsAnnouncedAndInTheCatalogue() throws Exception {
    var git = source("1.0.0");
    var commit = git.commit("first");
    push(git, ada, "main");
    var asked = buildAskedFor(commit);

    registry.tell(
        new BuildFinished(
            asked.build(),
            asked.version(),
            asked.commit(),
            new BuildResult.Succeeded(new ImageDigest("sha256:" + "b".repeat(64)), 10, 1),
            Instant.EPOCH));

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(registry.kafka().events(ComponentListed.TOPIC))
                    .anyMatch(event -> event.key().equals("acme/" + component + "@1.0.0")));
    assertThat(registry.get("/api/v1/components?query=" + component, mallory).body())
        .contains("\"latest\":\"1.0.0\"");
    assertThat(
            registry
                .get("/api/v1/components/acme/" + component + "/versions/1.0.0", mallory)
                .body())
        .contains("\"state\":\"listed\"", commit, "sha256:bbbb", "createInvoice");
  }

  @Test
  void numberOfWhatDoesNotCompileIsFreeForTheCorrection() throws Exception {
    var git = source("1.0.0");
    var commit = git.commit("does not compile");
    push(git, ada, "main");
    var asked = buildAskedFor(commit);
    registry.tell(
        new BuildFinished(
            asked.build(),
            asked.version(),
            asked.commit(),
            new BuildResult.Failed("compile", "compile-failed", "Void.java:22", Blame.CALLER),
            Instant.EPOCH));
    git.with("src/Void.java", "class Void {}").commit("compiles");

    var pushed = push(git, ada, "main");

    assertThat(pushed.exit()).as(pushed.text()).isZero();
    assertThat(pushed.text()).contains("version 1.0.0 claimed");
  }

  @Test
  void symbolicLinksAreRefusedByName() throws Exception {
    var git = source("1.0.0");
    Files.createSymbolicLink(git.folder().resolve("secrets"), Path.of("/etc/hostname"));
    git.commit("link");

    var pushed = push(git, ada, "main");

    assertThat(pushed.exit()).isNotZero();
    assertThat(pushed.text()).contains("secrets: a symbolic link.");
    assertThat(repository()).doesNotExist();
  }

  @Test
  void packsAndFilesBeyondTheLimitAreRefused() throws Exception {
    var random = new byte[1_500_000];
    new Random(1).nextBytes(random);
    var git = source("1.0.0");
    Files.write(git.folder().resolve("large.bin"), random);
    git.commit("large");

    assertThat(push(git, ada, "main").exit()).isNotZero();
    assertThat(repository()).doesNotExist();
    assertThat(folder.resolve("data/git/.incoming")).isEmptyDirectory();
  }

  @Test
  void refsOutsideBranchesAndVersionTagsAreRefused() throws Exception {
    var git = source("1.0.0");
    git.commit("first");

    for (String ref :
        new String[] {"refs/tributary/versions/9.9.9", "refs/notes/x", "refs/tags/x"}) {
      var pushed = push(git, ada, "main:" + ref);
      assertThat(pushed.exit()).as(pushed.text()).isNotZero();
      assertThat(pushed.text()).containsAnyOf("can be pushed", "a tag names a version");
    }
  }

  @Test
  void commitThatNoRefLeadsToIsNotGivenAway() throws Exception {
    var git = source("1.0.0");
    git.commit("first");
    push(git, ada, "main");
    var secret = git.with("README.md", "oops").commit("secret");
    push(git, ada, "HEAD:refs/heads/try");
    assertThat(push(git, ada, ":refs/heads/try").exit()).isZero();
    var reader = new GitClient(folder.resolve("reader-" + component), registry.issuer().service());

    for (String protocol : new String[] {"protocol.version=0", "protocol.version=2"}) {
      var fetched = reader.run("-c", protocol, "fetch", address(), secret);
      assertThat(fetched.exit()).as(fetched.text()).isNotZero();
    }
  }

  @Test
  void manyRefsAndLargeNegotiationsWork() throws Exception {
    var git = source("1.0.0");
    git.commit("first");
    push(git, ada, "main");
    for (int i = 0; i < 60; i++) {
      git.with("notes.txt", "note " + i).commit("note " + i);
      git.run("branch", "work-" + i);
    }

    var pushed = push(git, ada, "refs/heads/work-*:refs/heads/work-*");

    assertThat(pushed.exit()).as(pushed.text()).isZero();
    // More than 1,024 bytes of haves: git packs the request with gzip.
    var other = new GitClient(folder.resolve("many-" + component), ada);
    other.run("fetch", "--quiet", address(), "+refs/heads/*:refs/remotes/o/*");
    git.with("notes.txt", "last").commit("last");
    push(git, ada, "HEAD:refs/heads/work-0");
    assertThat(other.run("fetch", address(), "+refs/heads/*:refs/remotes/o/*").exit()).isZero();
  }

  @Test
  void otherBranchesAreStoredAndNotBuilt() throws Exception {
    var git = source("1.0.0");
    var commit = git.commit("first");

    var pushed = push(git, ada, "main:refs/heads/try");

    assertThat(pushed.exit()).isZero();
    assertThat(pushed.text()).contains("Only main and tags are built");
    assertThat(registry.kafka().events(BuildTopics.REQUESTED))
        .noneMatch(event -> event.value().contains(commit));
  }

  private GitClient source(String version) throws IOException, InterruptedException {
    return new GitClient(folder.resolve("source-" + component), ada)
        .with("component.json", manifest(version));
  }

  private String manifest(String version) {
    return AVersion.manifest("acme/" + component + "@" + version);
  }

  private GitClient.Result push(GitClient git, String token, String... refs)
      throws IOException, InterruptedException {
    var arguments = new String[refs.length + 2];
    arguments[0] = "push";
    arguments[1] = address();
    System.arraycopy(refs, 0, arguments, 2, refs.length);
    return new GitClient(git.folder(), token).run(arguments);
  }

  private static BuildRequested buildAskedFor(String commit) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                registry.kafka().events(BuildTopics.REQUESTED).stream()
                    .map(event -> Json.read(event.value(), BuildRequested.class))
                    .filter(build -> build.commit().value().equals(commit))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private String address() {
    return registry.url() + path();
  }

  private String path() {
    return "/git/acme/" + component + ".git";
  }

  private Path repository() {
    return folder.resolve("data/git/acme/" + component + ".git");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
