package io.tributary.registry.catalogue;

import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.foundation.problems.Refusal;
import io.tributary.manifest.InvalidText;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.Versions;
import org.springframework.stereotype.Component;

/** Versions as far as a caller may see them: the shelf, and all of the caller's organizations. */
@Component
final class VisibleVersions {
  private final Versions versions;
  private final Memberships memberships;

  VisibleVersions(Versions versions, Memberships memberships) {
    this.versions = versions;
    this.memberships = memberships;
  }

  /**
   * A version by the parts of its address.
   *
   * @throws Refusal where there is none, or none for this caller: the two read alike
   */
  ComponentVersion version(String publisher, String name, String version, Caller caller) {
    var wanted = reference(publisher, name, version);
    return Reach.across(Use.CATALOGUE)
        .call(() -> versions.find(wanted))
        .filter(found -> maySee(caller, found))
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "version-not-found",
                    "There is no %s/%s@%s; GET /api/v1/components/%s/%s lists the versions."
                        .formatted(publisher, name, version, publisher, name)));
  }

  boolean maySee(Caller caller, ComponentVersion version) {
    return version.isOnTheShelf()
        || caller.isService()
        || (caller.isWithinScopes(Permission.LOOK.word())
            && memberships.of(version.organization(), caller).isPresent());
  }

  private static VersionRef reference(String publisher, String name, String version) {
    try {
      return VersionRef.parse(publisher + "/" + name + "@" + version);
    } catch (InvalidText notAVersion) {
      throw Refusal.badRequest(
          "version-invalid", notAVersion.getMessage() + " " + notAVersion.advice());
    }
  }
}
