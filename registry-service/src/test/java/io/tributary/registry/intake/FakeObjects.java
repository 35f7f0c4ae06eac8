package io.tributary.registry.intake;

import io.tributary.contracts.names.CommitId;
import io.tributary.registry.repositories.PushedObjects;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commits that hold a manifest, their parents, and the files that a test is about. */
final class FakeObjects implements PushedObjects {
  private final Map<CommitId, String> manifests = new HashMap<>();
  private final Map<CommitId, List<CommitId>> parents = new HashMap<>();
  private final Map<String, byte[]> files = new HashMap<>();

  void commit(CommitId commit, @Nullable String manifest, CommitId... before) {
    if (manifest != null) {
      manifests.put(commit, manifest);
    }
    parents.put(commit, List.of(before));
  }

  void file(CommitId commit, String path, byte[] bytes) {
    files.put(commit + "/" + path, bytes);
  }

  @Override
  public Optional<byte[]> file(CommitId commit, String path, int most) {
    return Optional.ofNullable(path.equals("component.json") ? manifests.get(commit) : null)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .or(() -> Optional.ofNullable(files.get(commit + "/" + path)))
        .map(bytes -> Arrays.copyOf(bytes, Math.min(most, bytes.length)));
  }

  @Override
  public boolean reaches(CommitId commit, CommitId ancestor) {
    return commit.equals(ancestor)
        || parents.getOrDefault(commit, List.of()).stream()
            .anyMatch(parent -> reaches(parent, ancestor));
  }
}
