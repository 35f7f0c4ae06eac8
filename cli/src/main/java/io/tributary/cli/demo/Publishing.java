package io.tributary.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Publishers at work: push, be refused, correct, be listed. */
final class Publishing {
  private static final Duration BUILD = Duration.ofMinutes(10);

  private final DemoPlace place;
  private final Story story;
  private final Path workspace;

  Publishing(DemoPlace place, Story story, Path workspace) {
    this.place = place;
    this.story = story;
    this.workspace = workspace;
  }

  void publisher(Api api, String organization, String name) {
    api.post("/api/v1/organizations/" + organization + "/publishers", Map.of("name", name));
    story.tell("publisher %s belongs to organization %s".formatted(name, organization));
  }

  /** Pushes the source as it is and waits until its version is listed. */
  void publish(Api api, String publisher, String component, Path source) {
    var repository = Repository.of(source, workspace.resolve(publisher + "-" + component));
    push(api, repository, publisher, component);
  }

  /** Pushes a manifest with faults first, shows the refusal, then the corrected one. */
  void publishAfterRefusal(
      Api api, String publisher, String component, Path source, String brokenManifest) {
    var folder = workspace.resolve(publisher + "-" + component);
    boolean before =
        api.tryGet("/api/v1/components/" + publisher + "/" + component).statusCode() == 200;
    var repository =
        before
            ? Repository.cloned(address(publisher, component), api.login().token(), source, folder)
            : Repository.of(source, folder);
    var manifest = repository.file("component.json");
    var good = workspace.resolve(component + ".json");
    try {
      Files.copy(manifest, good, StandardCopyOption.REPLACE_EXISTING);
      Files.copy(repository.file(brokenManifest), manifest, StandardCopyOption.REPLACE_EXISTING);
      repository.commit("Add an action (with mistakes)");
      story.tell("$ git push %s main".formatted(address(publisher, component)));
      if (repository.push(address(publisher, component), api.login().token(), story::tell)) {
        throw new DemoFailed("The registry accepted a manifest with faults.");
      }
      story.tell("refused, as it should be; now the corrected manifest:");
      Files.copy(good, manifest, StandardCopyOption.REPLACE_EXISTING);
      repository.commit("Correct the manifest");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    push(api, repository, publisher, component);
  }

  private void push(Api api, Repository repository, String publisher, String component) {
    var address = address(publisher, component);
    var version = version(repository);
    var before = listed(api, publisher, component, version);
    if (before.isPresent()) {
      story.tell(
          "%s/%s@%s is listed from an earlier demo".formatted(publisher, component, version));
      return;
    }
    story.tell("$ git push %s main".formatted(address));
    long begun = System.nanoTime();
    if (!repository.push(address, api.login().token(), story::tell)) {
      throw new DemoFailed("The push of " + publisher + "/" + component + " was refused.");
    }
    var seen =
        Awaiting.until(
            publisher + "/" + component + " to be listed",
            BUILD,
            () -> listed(api, publisher, component, version));
    story.tell(
        "listed  %s/%s@%s  %s  %.1f s after the push"
            .formatted(
                publisher,
                component,
                version,
                seen.path("image").asString(""),
                (System.nanoTime() - begun) / 1e9));
  }

  private static Optional<JsonNode> listed(
      Api api, String publisher, String component, String version) {
    HttpResponse<String> answer =
        api.tryGet("/api/v1/components/%s/%s/versions/%s".formatted(publisher, component, version));
    if (answer.statusCode() != 200) {
      return Optional.empty();
    }
    var seen = Http.read(answer.body());
    return switch (seen.path("state").asString("")) {
      case "listed" -> Optional.of(seen);
      case "unbuildable" ->
          throw new DemoFailed(
              "The build of %s/%s failed: %s"
                  .formatted(publisher, component, seen.path("reason").asString("")));
      default -> Optional.empty();
    };
  }

  private static String version(Repository repository) {
    try {
      return Http.read(Files.readString(repository.file("component.json")))
          .path("version")
          .asString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String address(String publisher, String component) {
    return place.server().resolve("/git/%s/%s.git".formatted(publisher, component)).toString();
  }
}
