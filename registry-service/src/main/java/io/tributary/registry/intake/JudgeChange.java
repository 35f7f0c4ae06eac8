package io.tributary.registry.intake;

import io.tributary.contracts.names.CommitId;
import io.tributary.manifest.Finding;
import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.PropertyPlace;
import io.tributary.manifest.Reading;
import io.tributary.manifest.SemanticVersion;
import io.tributary.registry.repositories.Push.RefChange;
import io.tributary.registry.repositories.PushedObjects;
import io.tributary.registry.versions.ComponentVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one ref of a push against the versions that there are. Changes nothing. */
final class JudgeChange {
  private static final String MAIN = "refs/heads/main";

  private final PushedObjects objects;
  private final List<ComponentVersion> versions;
  private final ManifestReader reader = new ManifestReader();

  JudgeChange(PushedObjects objects, List<ComponentVersion> versions) {
    this.objects = objects;
    this.versions = versions;
  }

  Judgement judge(RefChange change) {
    var loss = loss(change);
    if (loss.isPresent()) {
      return loss.get();
    }
    return change
        .after()
        .<Judgement>map(commit -> judge(change, commit))
        .orElseGet(() -> new Judgement.Passed(change, List.of()));
  }

  /** A version's commit is for ever: the ref that holds it neither goes nor moves away from it. */
  private Optional<Judgement> loss(RefChange change) {
    if (change.before().isEmpty()) {
      return Optional.empty();
    }
    if (change.after().isEmpty() && change.ref().equals(MAIN)) {
      return Optional.of(
          new Judgement.Forbidden(
              change, "main cannot be deleted", "Push a commit that removes what you mean."));
    }
    var before = change.before().get();
    return versions.stream()
        .filter(version -> !version.isClaimable())
        .filter(version -> isLost(change, before, version.source().commit()))
        .findFirst()
        .map(version -> forbidden(change, version));
  }

  /** Versions come from main and from tags; every other branch is its author's to throw away. */
  private boolean isLost(RefChange change, CommitId before, CommitId released) {
    if (!isRelease(change)) {
      return false;
    }
    return change.isBranch()
        ? objects.reaches(before, released)
            && change.after().filter(after -> objects.reaches(after, released)).isEmpty()
        : before.equals(released) && !change.after().equals(Optional.of(released));
  }

  private static Judgement forbidden(RefChange change, ComponentVersion version) {
    return new Judgement.Forbidden(
        change,
        "would drop released version " + version.reference().version(),
        "A released version's commit stays. Build on %s, or revert it with a new commit."
            .formatted(PushFindings.abbreviated(version.source().commit())));
  }

  private Judgement judge(RefChange change, CommitId commit) {
    var file = objects.file(commit, ManifestReader.FILE_NAME, ManifestReader.MOST_BYTES + 1);
    if (file.isEmpty()) {
      return isRelease(change)
          ? new Judgement.Wrong(change, List.of(PushFindings.noManifest()))
          : new Judgement.Passed(change, List.of(PushFindings.noManifest()));
    }
    return switch (reader.read(file.get())) {
      case Reading.Rejected(var findings) when isRelease(change) ->
          new Judgement.Wrong(change, findings);
      case Reading.Rejected(var findings) -> new Judgement.Passed(change, findings);
      case Reading.Accepted(var _, var warnings) when !isRelease(change) ->
          new Judgement.Passed(change, warnings);
      case Reading.Accepted(var manifest, var warnings) ->
          release(change, commit, file.get(), manifest, warnings);
    };
  }

  private Judgement release(
      RefChange change, CommitId commit, byte[] file, Manifest manifest, List<Finding> warnings) {
    if (manifest.version().isEmpty()) {
      return wrong(change, warnings, PushFindings.noVersion());
    }
    var version = manifest.version().get();
    if (!change.isBranch() && !change.shortName().equals("v" + version)) {
      return wrong(
          change,
          warnings,
          PushFindings.tagSaysOther(
              PropertyPlace.in(file, "version"), change.shortName(), version));
    }
    var spent = spent(version);
    if (spent.filter(known -> known.source().commit().equals(commit)).isPresent()) {
      return new Judgement.Known(change, spent.get(), warnings);
    }
    if (spent.filter(known -> !known.isClaimable()).isPresent()) {
      var next = NextFreeVersion.after(version, versions);
      return wrong(
          change,
          warnings,
          PushFindings.versionSpent(PropertyPlace.in(file, "version"), spent.get(), commit, next));
    }
    var text = new String(file, StandardCharsets.UTF_8);
    return new Judgement.Release(change, commit, version, text, warnings);
  }

  private Optional<ComponentVersion> spent(SemanticVersion version) {
    return versions.stream()
        .filter(known -> known.reference().version().equals(version))
        .findFirst();
  }

  private static Judgement wrong(RefChange change, List<Finding> warnings, Finding finding) {
    var findings = new ArrayList<>(warnings);
    findings.add(finding);
    findings.sort(null);
    return new Judgement.Wrong(change, findings);
  }

  private static boolean isRelease(RefChange change) {
    return change.ref().equals(MAIN) || !change.isBranch();
  }
}
