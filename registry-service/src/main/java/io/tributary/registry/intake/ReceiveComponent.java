package io.tributary.registry.intake;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.persistence.Reach;
import io.tributary.icons.IconReader;
import io.tributary.manifest.Finding;
import io.tributary.manifest.FindingsText;
import io.tributary.manifest.ManifestReader;
import io.tributary.registry.repositories.Push;
import io.tributary.registry.repositories.Push.RefChange;
import io.tributary.registry.repositories.PushGate;
import io.tributary.registry.repositories.PushOutcome;
import io.tributary.registry.repositories.PushOvertaken;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.Versions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The gate of all pushes. One transaction claims the versions, asks for their builds and, last,
 * moves the refs: either all of it is there afterwards or none.
 */
@Component
final class ReceiveComponent implements PushGate {
  private final Versions versions;
  private final IconReader icons;
  private final ClaimVersion claimVersion;
  private final TransactionOperations transactions;
  private final String publicUrl;

  ReceiveComponent(
      Versions versions,
      IconReader icons,
      ClaimVersion claimVersion,
      TransactionOperations transactions,
      @Value("${tributary.public-url}") String publicUrl) {
    this.versions = versions;
    this.icons = icons;
    this.claimVersion = claimVersion;
    this.transactions = transactions;
    this.publicUrl = publicUrl;
  }

  @Override
  public PushOutcome receive(Push push, Storage storage) {
    return Reach.of(push.organization()).call(() -> judged(push, storage));
  }

  private PushOutcome judged(Push push, Storage storage) {
    var known = versions.of(push.component());
    var judge = new JudgeChange(push.objects(), new PushedIcons(icons, push.objects()), known);
    var judgements = push.changes().stream().map(judge::judge).toList();
    var refusals = refusals(judgements);
    if (!refusals.isEmpty()) {
      return new PushOutcome.Refused(refusalText(push, judgements), refusals);
    }
    try {
      return new PushOutcome.Stored(accepted(push, judgements, known, storage));
    } catch (PushOvertaken overtaken) {
      return overtaken(push);
    }
  }

  private static Map<String, String> refusals(List<Judgement> judgements) {
    var reasons = new LinkedHashMap<String, String>();
    var commits = new HashMap<io.tributary.manifest.SemanticVersion, CommitId>();
    for (var judgement : judgements) {
      switch (judgement) {
        case Judgement.Wrong(var change, var findings) ->
            reasons.put(
                change.ref(),
                ManifestReader.FILE_NAME + ": " + FindingsText.summary(errors(findings)));
        case Judgement.Forbidden(var change, var reason, var _) ->
            reasons.put(change.ref(), reason);
        case Judgement.Release(var change, var commit, var version, var _, var _, var _) -> {
          var other = commits.putIfAbsent(version, commit);
          if (other != null && !other.equals(commit)) {
            reasons.put(change.ref(), "another ref of this push is version " + version);
          }
        }
        case Judgement.Passed _, Judgement.Known _ -> {}
      }
    }
    return reasons;
  }

  private static List<Finding> errors(List<Finding> findings) {
    return findings.stream().filter(Finding::refuses).toList();
  }

  private static String refusalText(Push push, List<Judgement> judgements) {
    var text = new PushText(push.component());
    boolean findings = false;
    for (var judgement : judgements) {
      switch (judgement) {
        case Judgement.Wrong(var change, var all) -> {
          text.head(change).checked(all);
          findings = true;
        }
        case Judgement.Forbidden(var change, var reason, var advice) ->
            text.head(change).forbidden(reason, advice);
        case Judgement.Passed _, Judgement.Known _, Judgement.Release _ -> {}
      }
    }
    return (findings ? text.refusedForFindings() : text.refused()).toString();
  }

  private String accepted(
      Push push, List<Judgement> judgements, List<ComponentVersion> known, Storage storage) {
    String text =
        transactions.execute(
            _ -> {
              var claims = claims(push, judgements, known);
              storage.store(pins(claims.values()));
              return acceptedText(push, judgements, claims);
            });
    return java.util.Objects.requireNonNull(text);
  }

  private Map<VersionRef, ComponentVersion> claims(
      Push push, List<Judgement> judgements, List<ComponentVersion> known) {
    var claims = new LinkedHashMap<VersionRef, ComponentVersion>();
    for (var judgement : judgements) {
      if (judgement instanceof Judgement.Release release) {
        var reference = new VersionRef(push.component(), release.version());
        claims.computeIfAbsent(reference, _ -> claimVersion.claim(push, release, known));
      }
    }
    return claims;
  }

  private static Map<String, CommitId> pins(Iterable<ComponentVersion> claims) {
    var pins = new LinkedHashMap<String, CommitId>();
    for (var claim : claims) {
      pins.put(claim.reference().version().toString(), claim.source().commit());
    }
    return pins;
  }

  private String acceptedText(
      Push push, List<Judgement> judgements, Map<VersionRef, ComponentVersion> claims) {
    var text = new PushText(push.component());
    for (var judgement : judgements) {
      text.head(judgement.change());
      switch (judgement) {
        case Judgement.Passed(var change, var _) when change.after().isEmpty() -> text.deleted();
        case Judgement.Passed(var change, var warnings) -> text.checked(warnings).notBuilt(change);
        case Judgement.Known(var _, var version, var warnings) ->
            text.checked(warnings).known(version);
        case Judgement.Release release -> {
          var claim =
              java.util.Objects.requireNonNull(
                  claims.get(new VersionRef(push.component(), release.version())));
          text.checked(release.warnings()).build(claim, push.organization(), publicUrl);
        }
        case Judgement.Wrong _, Judgement.Forbidden _ ->
            throw new IllegalStateException("a refused ref was accepted");
      }
    }
    return text.toString();
  }

  private static PushOutcome overtaken(Push push) {
    var text = new PushText(push.component());
    push.changes().stream()
        .flatMap(change -> change.after().stream())
        .findFirst()
        .ifPresent(text::overtaken);
    return new PushOutcome.Refused(
        text.toString(),
        push.changes().stream()
            .collect(
                Collectors.toMap(RefChange::ref, _ -> "another push was faster", (a, _) -> a)));
  }
}
