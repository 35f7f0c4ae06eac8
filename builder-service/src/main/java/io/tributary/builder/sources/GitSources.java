package io.tributary.builder.sources;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.TransportHttp;
import org.springframework.util.FileSystemUtils;

/** Sources in the registry, by smart HTTP at {@code {registry}/git/{publisher}/{component}.git}. */
public final class GitSources implements Sources {
  private static final int SECONDS = 60;

  private final URI registry;
  private final Supplier<String> token;

  /**
   * @param token gives an access token that the registry takes as a service's
   */
  public GitSources(URI registry, Supplier<String> token) {
    var text = registry.toString();
    this.registry = text.endsWith("/") ? registry : URI.create(text + "/");
    this.token = token;
  }

  @Override
  public SourceTree fetch(ComponentRef component, String reference, CommitId commit, Path into)
      throws IOException, SourceRefused {
    var folder = Files.createTempDirectory(into.getParent(), "git-");
    try (var git = Git.init().setBare(true).setDirectory(folder.toFile()).call()) {
      var config = git.getRepository().getConfig();
      config.setString("http", null, "followRedirects", "false");
      // The repository lives for seconds: a collector in the background would meet its deletion.
      config.setInt("gc", null, "auto", 0);
      config.setBoolean("gc", null, "autodetach", false);
      var found = find(git, component, reference, commit);
      return SourceTreeWriter.write(git.getRepository(), found, into);
    } catch (UncheckedIOException noToken) {
      throw new IOException("The builder could not log in to the registry.", noToken);
    } catch (GitAPIException failure) {
      throw new IOException("The repository of " + component + " does not answer.", failure);
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  /** The newest commit alone is enough nearly always; the ref may have moved on since. */
  private RevCommit find(Git git, ComponentRef component, String reference, CommitId commit)
      throws IOException, GitAPIException, SourceRefused {
    fetch(git, component, reference, Optional.of(1));
    var tip = commit(git.getRepository(), commit);
    if (tip.isPresent()) {
      return tip.get();
    }
    fetch(git, component, reference, Optional.empty());
    return commit(git.getRepository(), commit)
        .orElseThrow(
            () ->
                new SourceRefused(
                    "commit-gone",
                    "Commit %s is not in %s of %s any more. Push it again."
                        .formatted(commit, reference, component)));
  }

  private void fetch(Git git, ComponentRef component, String reference, Optional<Integer> depth)
      throws GitAPIException {
    var fetch =
        git.fetch()
            .setRemote(registry.resolve("git/" + component + ".git").toString())
            .setRefSpecs("+" + reference + ":refs/tributary/source")
            .setTransportConfigCallback(
                transport -> {
                  if (transport instanceof TransportHttp http) {
                    http.setAdditionalHeaders(Map.of("Authorization", authorization()));
                  }
                });
    ((TransportCommand<?, ?>) fetch).setTimeout(SECONDS);
    if (depth.isPresent()) {
      fetch.setDepth(depth.get());
    } else {
      fetch.setUnshallow(true);
    }
    fetch.call();
  }

  private String authorization() {
    var pair = "service:" + token.get();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<RevCommit> commit(Repository repository, CommitId commit)
      throws IOException {
    try (var walk = new RevWalk(repository)) {
      return Optional.of(walk.parseCommit(ObjectId.fromString(commit.value())));
    } catch (MissingObjectException missing) {
      return Optional.empty();
    }
  }
}
