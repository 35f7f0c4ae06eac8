package io.tributary.registry.intake;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.manifest.Finding;
import io.tributary.manifest.FindingsText;
import io.tributary.manifest.ManifestReader;
import io.tributary.registry.repositories.Push.RefChange;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.VersionState;
import java.util.List;

/** The lines that appear behind {@code remote:}; the command line shows the same. */
final class PushText {
  private static final String REFUSED = "Refused, nothing stored.";

  private final ComponentRef component;
  private final StringBuilder text = new StringBuilder();

  PushText(ComponentRef component) {
    this.component = component;
  }

  PushText head(RefChange change) {
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(component).append("  ").append(change.shortName());
    change.after().map(PushFindings::abbreviated).ifPresent(id -> text.append("  ").append(id));
    return line("");
  }

  /** The count, and where there are findings all of them. */
  PushText checked(List<Finding> findings) {
    line("check   %-37s%s".formatted(ManifestReader.FILE_NAME, FindingsText.summary(findings)));
    if (!findings.isEmpty()) {
      line("").text.append(FindingsText.render(findings)).append('\n');
    }
    return this;
  }

  PushText forbidden(String reason, String advice) {
    return line("  " + reason + ".").line("  " + advice);
  }

  PushText known(ComponentVersion version) {
    String state = version.state().word();
    if (version.state() instanceof VersionState.Unbuildable(var _, var reason, var _)) {
      return line("version " + version.reference().version() + " is " + state + ": " + reason)
          .line("Correct it in a new commit; the number is free for it.");
    }
    return line("version %s is %s already".formatted(version.reference().version(), state));
  }

  PushText notBuilt(RefChange change) {
    return line("Stored. Only main and tags are built; %s is not.".formatted(change.shortName()));
  }

  PushText deleted() {
    return line("deleted");
  }

  /** Link first: whoever closes the terminal now has all that is needed. */
  PushText build(ComponentVersion claimed, OrganizationName organization, String publicUrl) {
    long build = claimed.source().build();
    return line("version %s claimed".formatted(claimed.reference().version()))
        .line("build %d  %s/o/%s/builds/%d".formatted(build, publicUrl, organization, build))
        .line("Follow it: tributary builds logs -f " + build);
  }

  PushText refusedForFindings() {
    return line(REFUSED + " Try it locally: tributary validate");
  }

  PushText refused() {
    return line("").line(REFUSED);
  }

  PushText overtaken(CommitId commit) {
    return line("")
        .line(
            "Another push was faster while %s was checked. Fetch, look, and push again."
                .formatted(PushFindings.abbreviated(commit)))
        .line(REFUSED);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private PushText line(String words) {
    text.append(words).append('\n');
    return this;
  }
}
