package io.tributary.builder.api;

import io.tributary.builder.builds.Build;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.builds.Builds;
import io.tributary.builder.quotas.BuildQuotas;
import io.tributary.builder.work.BuildLinks;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Builds of one organization; the log-in has checked that the caller belongs to it. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/builds")
public final class BuildsController {
  private static final int MOST = 100;

  private final Builds builds;
  private final CancelBuild cancelBuild;
  private final LogStream logStream;
  private final BuildLinks links;
  private final BuildQuotas quotas;

  public BuildsController(
      Builds builds,
      CancelBuild cancelBuild,
      LogStream logStream,
      BuildLinks links,
      BuildQuotas quotas) {
    this.builds = builds;
    this.cancelBuild = cancelBuild;
    this.logStream = logStream;
    this.links = links;
    this.quotas = quotas;
  }

  @GetMapping
  @Needs(Permission.LOOK)
  BuildPage list(
      @PathVariable OrganizationName organization,
      @RequestParam @Nullable Long before,
      @RequestParam(defaultValue = "20") int limit) {
    int size = Math.clamp(limit, 1, MOST);
    var start = before == null ? Optional.<BuildId>empty() : Optional.of(known(before));
    var page = builds.list(organization, start, size + 1);
    var shown = page.stream().limit(size).map(this::view).toList();
    return new BuildPage(shown, page.size() > size ? shown.getLast().id() : null);
  }

  @GetMapping("/{id}")
  @Needs(Permission.LOOK)
  BuildView show(@PathVariable OrganizationName organization, @PathVariable long id) {
    return view(find(organization, id));
  }

  /** Streams the log as NDJSON from a line on; {@code follow} goes on until the final block. */
  @GetMapping("/{id}/log")
  @Needs(Permission.LOOK)
  void log(
      @PathVariable OrganizationName organization,
      @PathVariable long id,
      @RequestParam(defaultValue = "1") long from,
      @RequestParam(defaultValue = "false") boolean follow,
      HttpServletResponse response)
      throws IOException {
    logStream.write(find(organization, id), from, follow, response);
  }

  @PostMapping("/{id}/cancel")
  @Needs(Permission.PUSH)
  BuildView cancel(
      @PathVariable OrganizationName organization, @PathVariable long id, Caller caller) {
    var build = find(organization, id);
    var after = cancelBuild.cancel(build, caller.name());
    if (!after.state().word().equals("cancelled")) {
      throw Refusal.conflict(
          "build-finished",
          "Build %d is %s already and cannot be cancelled.".formatted(id, after.state().word()));
    }
    return view(after);
  }

  private Build find(OrganizationName organization, long id) {
    return builds
        .find(known(id))
        .filter(build -> build.order().organization().equals(organization))
        .orElseThrow(() -> unknown(id));
  }

  private static BuildId known(long id) {
    if (id < 1) {
      throw unknown(id);
    }
    return new BuildId(id);
  }

  private static Refusal unknown(long id) {
    return Refusal.notFound(
        "build-unknown",
        "There is no build %d in this organization. List them with: tributary builds ls"
            .formatted(id));
  }

  private BuildView view(Build build) {
    return BuildView.of(build, quotas.heldUntil(build), links.page(build));
  }
}
