package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.registry.repositories.Push.RefChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs once a push's objects are in quarantine: refs by {@link RefRules}, new commits' trees by
 * {@link TreeCheck}, then the gate. All refs of a push go or none.
 */
final class QuarantineCheck implements PreReceiveHook {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineCheck.class);
  private static final String WITH_THE_OTHERS = "refused with the others";

  private final ComponentRef component;
  private final OrganizationName organization;
  private final Quarantine quarantine;
  private final PushGate gate;
  private final PushStores stores;
  private final GitSettings settings;

  QuarantineCheck(
      ComponentRef component,
      OrganizationName organization,
      Quarantine quarantine,
      PushGate gate,
      PushStores stores,
      GitSettings settings) {
    this.component = component;
    this.organization = organization;
    this.quarantine = quarantine;
    this.gate = gate;
    this.stores = stores;
    this.settings = settings;
  }

  @Override
  public void onPreReceive(ReceivePack pack, Collection<ReceiveCommand> open) {
    PushOutcome outcome;
    try {
      outcome = judge(pack.getAllCommands());
    } catch (IOException | RuntimeException broken) {
      LOG.error("Push to {} failed", component, broken);
      outcome =
          new PushOutcome.Refused(
              "Something broke on our side; nothing stored. Push again in a minute.\n", Map.of());
    }
    pack.sendMessage(outcome.text().stripTrailing());
    switch (outcome) {
      case PushOutcome.Refused(var _, var reasons) -> {
        for (var command : open) {
          command.setResult(
              ReceiveCommand.Result.REJECTED_OTHER_REASON,
              reasons.getOrDefault(command.getRefName(), WITH_THE_OTHERS));
        }
      }
      // The refs have moved where it counts; those of the quarantine need not.
      case PushOutcome.Stored _ ->
          open.forEach(command -> command.setResult(ReceiveCommand.Result.OK));
    }
  }

  private PushOutcome judge(List<ReceiveCommand> commands) throws IOException {
    var refFaults = refFaults(commands);
    if (!refFaults.isEmpty()) {
      return refused("refs", refFaults);
    }
    try (var walk = new RevWalk(quarantine.repository())) {
      var changes = changes(walk, commands);
      var treeFaults = treeFaults(walk, commands);
      if (!treeFaults.isEmpty()) {
        return refused(commands, "files", treeFaults);
      }
      var push =
          new Push(component, organization, changes, new JGitObjects(quarantine.repository()));
      return gate.receive(push, pins -> stores.store(component, quarantine, commands, pins));
    } catch (NotACommit wrong) {
      return refused("refs", Map.of(wrong.ref, "does not lead to a commit"));
    }
  }

  private Map<String, String> refFaults(List<ReceiveCommand> commands) {
    var faults = new LinkedHashMap<String, String>();
    if (commands.size() > settings.commands()) {
      faults.put(
          commands.getFirst().getRefName(),
          "more than " + settings.commands() + " refs in one push");
      return faults;
    }
    for (var command : commands) {
      if (command.getResult() != ReceiveCommand.Result.NOT_ATTEMPTED) {
        faults.put(command.getRefName(), "moved meanwhile; fetch and push again");
      } else if (command.getType() != ReceiveCommand.Type.DELETE) {
        RefRules.fault(command.getRefName())
            .ifPresent(fault -> faults.put(command.getRefName(), fault));
      }
      if (!command.getRefName().startsWith("refs/heads/")
          && !command.getRefName().startsWith("refs/tags/")) {
        faults.putIfAbsent(
            command.getRefName(), "only branches and tags like v1.2.3 can be pushed");
      }
    }
    return faults;
  }

  private List<RefChange> changes(RevWalk walk, List<ReceiveCommand> commands)
      throws IOException, NotACommit {
    var changes = new ArrayList<RefChange>();
    for (var command : commands) {
      changes.add(
          new RefChange(
              command.getRefName(),
              commit(walk, command, command.getOldId()),
              commit(walk, command, command.getNewId())));
    }
    return changes;
  }

  private static Optional<CommitId> commit(RevWalk walk, ReceiveCommand command, ObjectId id)
      throws IOException, NotACommit {
    if (id.equals(ObjectId.zeroId())) {
      return Optional.empty();
    }
    if (walk.peel(walk.parseAny(id)) instanceof RevCommit commit) {
      return Optional.of(new CommitId(commit.name()));
    }
    throw new NotACommit(command.getRefName());
  }

  private List<String> treeFaults(RevWalk walk, List<ReceiveCommand> commands) throws IOException {
    if (quarantine.receivedObjects() > settings.objects()) {
      return List.of(
          "The push holds more than %,d objects. Push in parts, and keep generated files out."
              .formatted(settings.objects()));
    }
    walk.reset();
    for (var command : commands) {
      if (command.getType() != ReceiveCommand.Type.DELETE) {
        walk.markStart((RevCommit) walk.peel(walk.parseAny(command.getNewId())));
      }
    }
    for (Ref known : quarantine.repository().getRefDatabase().getRefsByPrefix("refs/")) {
      if (walk.peel(walk.parseAny(known.getObjectId())) instanceof RevCommit commit) {
        walk.markUninteresting(commit);
      }
    }
    try (var objects = quarantine.repository().newObjectReader()) {
      var check = new TreeCheck(objects, settings.objects());
      for (RevCommit commit : walk) {
        check.check(commit.getTree());
      }
      return check.faults();
    }
  }

  private PushOutcome refused(String what, Map<String, String> faults) {
    var lines =
        faults.entrySet().stream()
            .map(fault -> TreeCheck.readable(fault.getKey()) + ": " + fault.getValue() + ".")
            .toList();
    return new PushOutcome.Refused(text(what, lines), faults);
  }

  private PushOutcome refused(List<ReceiveCommand> commands, String what, List<String> lines) {
    var reason = what + ": " + counted(lines);
    return new PushOutcome.Refused(
        text(what, lines),
        commands.stream()
            .collect(Collectors.toMap(ReceiveCommand::getRefName, _ -> reason, (one, _) -> one)));
  }

  private String text(String what, List<String> lines) {
    return "%s%ncheck   %-37s%s%n%n%s%n%nRefused, nothing stored.%n"
        .formatted(
            component,
            what,
            counted(lines),
            lines.stream().map(line -> "  " + line).collect(Collectors.joining("\n")));
  }

  private static String counted(List<String> lines) {
    return lines.size() + (lines.size() == 1 ? " error" : " errors");
  }

  /** A ref's new value is a tree or a blob. */
  private static final class NotACommit extends Exception {
    private static final long serialVersionUID = 1L;
    private final String ref;

    NotACommit(String ref) {
      super(ref);
      this.ref = ref;
    }
  }
}
