package io.tributary.registry.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.builds.BuildRequested;
import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.icons.IconReader;
import io.tributary.registry.repositories.Push;
import io.tributary.registry.repositories.Push.RefChange;
import io.tributary.registry.repositories.PushOutcome;
import io.tributary.registry.repositories.PushOvertaken;
import io.tributary.registry.versions.AVersion;
import io.tributary.registry.versions.InMemoryIcons;
import io.tributary.registry.versions.InMemoryVersions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionOperations;

class ReceiveComponentTest {
  private static final ComponentRef LEDGER = ComponentRef.parse("acme/ledger");
  private static final CommitId FIRST = commit('1');
  private static final CommitId SECOND = commit('2');
  private static final String MAIN = "refs/heads/main";

  private final InMemoryVersions versions = new InMemoryVersions();
  private final List<BuildRequested> builds = new ArrayList<>();
  private final Map<String, CommitId> pinned = new HashMap<>();
  private final FakeObjects objects = new FakeObjects();
  private final InMemoryIcons icons = new InMemoryIcons();
  private final ReceiveComponent receive =
      new ReceiveComponent(
          versions,
          new IconReader(),
          new ClaimVersion(versions, icons, builds::add, Clock.fixed(AVersion.NOW, ZoneOffset.UTC)),
          TransactionOperations.withoutTransaction(),
          "http://localhost:8080");

  @Test
  void newVersionOnMainIsClaimedPinnedAndBuilt() {
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));

    var outcome = push(created(MAIN, FIRST));

    assertThat(outcome)
        .isEqualTo(
            new PushOutcome.Stored(
                """
                acme/ledger  main  1111111
                check   component.json                       ok
                version 1.0.0 claimed
                build 1  http://localhost:8080/o/acme/builds/1
                Follow it: tributary builds logs -f 1
                """));
    assertThat(pinned).containsExactly(Map.entry("1.0.0", FIRST));
    assertThat(builds)
        .singleElement()
        .satisfies(
            build -> {
              assertThat(build.commit()).isEqualTo(FIRST);
              assertThat(build.reference()).isEqualTo("refs/tributary/versions/1.0.0");
            });
  }

  @Test
  void everyFindingIsShownAtOnceAndNothingIsStored() {
    objects.commit(
        FIRST,
        """
        {
          "$schema": "https://tributary.io/schemas/component-manifest/v1.json",
          "title": "Ledger",
          "description": "Keeps it.",
          "version": "one",
          "actions": { "post": { "title": "Post", "mian": "acme.Post" } }
        }
        """);

    var outcome = push(created(MAIN, FIRST));

    assertThat(outcome).isInstanceOf(PushOutcome.Refused.class);
    assertThat(outcome.text())
        .startsWith("acme/ledger  main  1111111\ncheck   component.json                       ")
        .contains("  component.json:5:14  TB1110\n    at /version\n")
        .contains("Did you mean \"main\"?")
        .endsWith("\n\nRefused, nothing stored. Try it locally: tributary validate\n");
    assertThat(builds).isEmpty();
    assertThat(pinned).isEmpty();
  }

  @Test
  void missingManifestIsAFinding() {
    objects.commit(FIRST, null);

    assertThat(push(created(MAIN, FIRST)).text()).contains("TB2001").contains("Refused");
  }

  @Test
  void spentNumberIsRefusedWithTheNextFreeOne() {
    versions.add(AVersion.claimed("acme/ledger@1.0.0", FIRST, 1));
    versions.add(AVersion.claimed("acme/ledger@1.0.4", FIRST, 2));
    objects.commit(SECOND, AVersion.manifest("acme/ledger@1.0.0"), FIRST);

    var outcome = push(changed(MAIN, FIRST, SECOND));

    assertThat(outcome.text())
        .contains("component.json:5:14  TB2003")
        .contains("Version 1.0.0 is claimed already, from commit 1111111; this is commit 2222222.")
        .contains("The next free number is 1.0.5.");
  }

  @Test
  void sameCommitIsNeverBuiltTwice() {
    versions.add(AVersion.claimed("acme/ledger@1.0.0", FIRST, 1));
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));

    var outcome = push(created("refs/tags/v1.0.0", FIRST));

    assertThat(outcome).isInstanceOf(PushOutcome.Stored.class);
    assertThat(outcome.text()).contains("version 1.0.0 is claimed already");
    assertThat(builds).isEmpty();
  }

  @Test
  void branchAndTagOfOneCommitAreOneBuild() {
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));

    push(created(MAIN, FIRST), created("refs/tags/v1.0.0", FIRST));

    assertThat(builds).hasSize(1);
  }

  @Test
  void unbuildableNumberIsFreeForTheCorrection() {
    var failed = AVersion.claimed("acme/ledger@1.0.0", FIRST, 41);
    versions.add(failed.unbuildable("compile-failed", "no", AVersion.NOW));
    objects.commit(SECOND, AVersion.manifest("acme/ledger@1.0.0"));

    // An amended commit: the broken one is not in its history.
    var outcome = push(changed(MAIN, FIRST, SECOND));

    assertThat(outcome).isInstanceOf(PushOutcome.Stored.class);
    assertThat(versions.find(VersionRef.parse("acme/ledger@1.0.0")).orElseThrow().source().commit())
        .isEqualTo(SECOND);
  }

  @Test
  void releasedCommitIsNotForcedAway() {
    versions.add(AVersion.claimed("acme/ledger@1.0.0", FIRST, 1));
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));
    objects.commit(SECOND, AVersion.manifest("acme/ledger@1.0.1"));

    var outcome = push(changed(MAIN, FIRST, SECOND));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            PushOutcome.Refused.class,
            refused ->
                assertThat(refused.reasons())
                    .containsEntry(MAIN, "would drop released version 1.0.0"));
  }

  @Test
  void tagOfReleasedVersionNeitherGoesNorMoves() {
    versions.add(AVersion.claimed("acme/ledger@1.0.0", FIRST, 1));
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));
    var gone = new RefChange("refs/tags/v1.0.0", Optional.of(FIRST), Optional.empty());

    assertThat(push(gone)).isInstanceOf(PushOutcome.Refused.class);
  }

  @Test
  void workOnTopOfReleasedVersionMayBeThrownAway() {
    versions.add(AVersion.claimed("acme/ledger@1.0.0", FIRST, 1));
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));
    objects.commit(SECOND, AVersion.manifest("acme/ledger@1.0.1"), FIRST);
    var gone = new RefChange("refs/heads/try", Optional.of(SECOND), Optional.empty());

    assertThat(push(gone)).isInstanceOf(PushOutcome.Stored.class);
  }

  @Test
  void tagMustNameItsVersion() {
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));

    assertThat(push(created("refs/tags/v1.0.1", FIRST)).text())
        .contains("TB2004")
        .contains("Tag this commit v1.0.0");
  }

  @Test
  void otherBranchesAreStoredWithTheirFindingsAndNotBuilt() {
    objects.commit(FIRST, "{");

    var outcome = push(created("refs/heads/feature/x", FIRST));

    assertThat(outcome).isInstanceOf(PushOutcome.Stored.class);
    assertThat(outcome.text()).contains("TB1001").contains("feature/x is not");
    assertThat(builds).isEmpty();
  }

  @Test
  void pushThatWasOvertakenIsRefused() {
    objects.commit(FIRST, AVersion.manifest("acme/ledger@1.0.0"));

    var outcome =
        receive.receive(
            new Push(LEDGER, new OrganizationName("acme"), List.of(created(MAIN, FIRST)), objects),
            _ -> {
              throw new PushOvertaken("refs/heads/main");
            });

    assertThat(outcome).isInstanceOf(PushOutcome.Refused.class);
    assertThat(outcome.text()).contains("Fetch, look, and push again.");
  }

  @Test
  void iconOfANewVersionIsKept() {
    objects.commit(FIRST, withIcon("1.0.0", "logo.svg"));
    objects.file(FIRST, "logo.svg", svg("red"));

    assertThat(push(created(MAIN, FIRST))).isInstanceOf(PushOutcome.Stored.class);

    assertThat(icons.find(VersionRef.parse("acme/ledger@1.0.0"))).isPresent();
  }

  @Test
  void everyFindingOfManifestVersionAndIconIsShownAtOnce() {
    versions.add(AVersion.claimed("acme/ledger@1.0.0", FIRST, 1));
    objects.commit(SECOND, withIcon("1.0.0", "logo.svg"), FIRST);
    objects.file(SECOND, "logo.svg", bytes("<svg xmlns='http://www.w3.org/2000/svg'><script/>"));

    var outcome = push(changed(MAIN, FIRST, SECOND));

    assertThat(outcome).isInstanceOf(PushOutcome.Refused.class);
    assertThat(outcome.text()).contains("TB2003").contains("logo.svg:1:").contains("TB4006");
    assertThat(icons.find(VersionRef.parse("acme/ledger@1.0.0"))).isEmpty();
  }

  @Test
  void iconOfAnotherBranchIsOnlyTold() {
    objects.commit(FIRST, withIcon("1.0.0", "gone.png"));

    var outcome = push(created("refs/heads/try", FIRST));

    assertThat(outcome).isInstanceOf(PushOutcome.Stored.class);
    assertThat(outcome.text()).contains("TB4001").contains("The file \"gone.png\" is not there.");
  }

  @Test
  void correctionWithoutAnIconHasNone() {
    objects.commit(FIRST, withIcon("1.0.0", "logo.svg"));
    objects.file(FIRST, "logo.svg", svg("red"));
    push(created(MAIN, FIRST));
    var claimed = versions.find(VersionRef.parse("acme/ledger@1.0.0")).orElseThrow();
    versions.change(claimed, claimed.unbuildable("compile-failed", "no", AVersion.NOW));
    objects.commit(SECOND, AVersion.manifest("acme/ledger@1.0.0"), FIRST);

    push(changed(MAIN, FIRST, SECOND));

    assertThat(icons.find(VersionRef.parse("acme/ledger@1.0.0"))).isEmpty();
  }

  @Test
  void versionThatIsKnownIsNotJudgedAnew() {
    versions.add(AVersion.claimed("acme/ledger@1.0.0", FIRST, 1));
    objects.commit(FIRST, withIcon("1.0.0", "gone.png"));

    assertThat(push(created("refs/tags/v1.0.0", FIRST)).text()).contains("claimed already");
  }

  @Test
  void pushOfManyIconsThatDifferIsRefused() {
    var tags = new ArrayList<RefChange>();
    for (int i = 0; i < 30; i++) {
      var commit = new CommitId("%040x".formatted(i + 1));
      objects.commit(commit, withIcon("1.0." + i, "logo.svg"));
      objects.file(commit, "logo.svg", svg("#0000%02x".formatted(i < 25 ? i : 1)));
      tags.add(created("refs/tags/v1.0." + i, commit));
    }

    var outcome = push(tags.toArray(RefChange[]::new));

    assertThat(outcome).isInstanceOf(PushOutcome.Refused.class);
    assertThat(outcome.text()).contains("TB2005").contains("more than 20 icons that differ");
    assertThat(push(tags.subList(0, 20).toArray(RefChange[]::new)))
        .isInstanceOf(PushOutcome.Stored.class);
  }

  private static String withIcon(String version, String icon) {
    return AVersion.manifest("acme/ledger@" + version)
        .replaceFirst("\"language\"", "\"icon\": \"%s\", \"language\"".formatted(icon));
  }

  private static byte[] svg(String color) {
    return bytes(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><rect width='9' height='9' fill='%s'/></svg>"
            .formatted(color));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private PushOutcome push(RefChange... changes) {
    return receive.receive(
        new Push(LEDGER, new OrganizationName("acme"), List.of(changes), objects), pinned::putAll);
  }

  private static RefChange created(String ref, CommitId commit) {
    return new RefChange(ref, Optional.empty(), Optional.of(commit));
  }

  private static RefChange changed(String ref, CommitId before, CommitId after) {
    return new RefChange(ref, Optional.of(before), Optional.of(after));
  }

  private static CommitId commit(char digit) {
    return new CommitId(String.valueOf(digit).repeat(40));
  }
}
