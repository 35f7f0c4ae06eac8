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
  private final PushedIcons icons;
  private final List<ComponentVersion> versions;
  private final ManifestReader reader = new ManifestReader();

  JudgeChange(PushedObjects objects, PushedIcons icons, List<ComponentVersion> versions) {
    this.objects = objects;
    this.icons = icons;
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
      case Reading.Accepted(var manifest, var warnings) when !isRelease(change) -> {
        var icon = icons.of(commit, manifest, file.get());
        yield new Judgement.Passed(change, together(warnings, icon.allFindings()));
      }
      case Reading.Accepted(var manifest, var warnings) ->
          release(change, commit, file.get(), manifest, warnings);
    };
  }

  private Judgement release(
      RefChange change, CommitId commit, byte[] file, Manifest manifest, List<Finding> warnings) {
    var fault = fault(change, commit, file, manifest);
    var spent = manifest.version().flatMap(this::spent);
    if (fault.isEmpty() && spent.filter(version -> isOf(commit, version)).isPresent()) {
      // Judged when it was claimed; icons of older rules stay as they are.
      return new Judgement.Known(change, spent.get(), warnings);
    }
    var icon = icons.of(commit, manifest, file);
    var findings = together(warnings, icon.allFindings());
    fault.ifPresent(findings::add);
    findings.sort(null);
    if (findings.stream().anyMatch(Finding::refuses)) {
      return new Judgement.Wrong(change, findings);
    }
    var text = new String(file, StandardCharsets.UTF_8);
    return new Judgement.Release(
        change, commit, manifest.version().orElseThrow(), text, icon.icon(), findings);
  }

  /** What keeps a manifest that holds from being a version of this ref. */
  private Optional<Finding> fault(
      RefChange change, CommitId commit, byte[] file, Manifest manifest) {
    if (manifest.version().isEmpty()) {
      return Optional.of(PushFindings.noVersion());
    }
    var version = manifest.version().get();
    var place = PropertyPlace.in(file, "version");
    if (!change.isBranch() && !change.shortName().equals("v" + version)) {
      return Optional.of(PushFindings.tagSaysOther(place, change.shortName(), version));
    }
    return spent(version)
        .filter(known -> !isOf(commit, known) && !known.isClaimable())
        .map(
            known ->
                PushFindings.versionSpent(
                    place, known, commit, NextFreeVersion.after(version, versions)));
  }

  private static boolean isOf(CommitId commit, ComponentVersion version) {
    return version.source().commit().equals(commit);
  }

  private Optional<ComponentVersion> spent(SemanticVersion version) {
    return versions.stream()
        .filter(known -> known.reference().version().equals(version))
        .findFirst();
  }

  private static List<Finding> together(List<Finding> some, List<Finding> others) {
    var findings = new ArrayList<>(some);
    findings.addAll(others);
    findings.sort(null);
    return findings;
  }

  private static boolean isRelease(RefChange change) {
    return change.ref().equals(MAIN) || !change.isBranch();
  }
}
