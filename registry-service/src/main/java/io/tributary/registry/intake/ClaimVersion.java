package io.tributary.registry.intake;

import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.names.VersionRef;
import io.tributary.registry.repositories.Push;
import io.tributary.registry.repositories.PushOvertaken;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.ComponentVersion.Source;
import io.tributary.registry.versions.Icons;
import io.tributary.registry.versions.Versions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Spends a version's number on a commit, keeps its icon and asks for its build. */
@Component
final class ClaimVersion {
  private final Versions versions;
  private final Icons icons;
  private final BuildRequests builds;
  private final Clock clock;

  ClaimVersion(Versions versions, Icons icons, BuildRequests builds, Clock clock) {
    this.versions = versions;
    this.icons = icons;
    this.builds = builds;
    this.clock = clock;
  }

  /**
   * Claims it in the caller's transaction.
   *
   * @param known the component's versions, as they were judged by
   * @throws PushOvertaken where another push was faster
   */
  ComponentVersion claim(Push push, Judgement.Release release, List<ComponentVersion> known) {
    var now = clock.instant();
    var reference = new VersionRef(push.component(), release.version());
    var source = new Source(release.commit(), versions.nextBuild(), release.manifest());
    Optional<ComponentVersion> before =
        known.stream().filter(version -> version.reference().equals(reference)).findFirst();
    var after =
        before
            .map(spent -> spent.reclaimed(source, now))
            .orElseGet(() -> ComponentVersion.claimed(reference, push.organization(), source, now));
    boolean written =
        before.map(spent -> versions.change(spent, after)).orElseGet(() -> versions.add(after));
    if (!written) {
      throw new PushOvertaken(reference + " was claimed by another push");
    }
    release.icon().ifPresentOrElse(icon -> icons.keep(after, icon), () -> icons.forget(after));
    builds.request(
        new BuildRequested(
            source.build(),
            push.organization(),
            reference,
            source.commit(),
            "refs/tributary/versions/" + reference.version(),
            source.manifest(),
            now));
    return after;
  }
}
