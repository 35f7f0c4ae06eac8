package io.tributary.registry.repositories;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.springframework.stereotype.Component;

/** Moves judged pushes from quarantine into their repositories, one at a time for each. */
@Component
final class PushStores {
  private final RepositoryFolders folders;
  private final ConcurrentHashMap<ComponentRef, ReentrantLock> locks = new ConcurrentHashMap<>();

  PushStores(RepositoryFolders folders) {
    this.folders = folders;
  }

  /**
   * Objects first, then all refs in one atomic batch.
   *
   * @throws PushOvertaken where a ref is not what the push started from
   */
  void store(
      ComponentRef component,
      Quarantine quarantine,
      List<ReceiveCommand> commands,
      Map<String, CommitId> pins) {
    var lock = locks.computeIfAbsent(component, _ -> new ReentrantLock());
    lock.lock();
    try (var real = folders.openOrCreate(component)) {
      quarantine.linkObjects(real);
      moveRefs(real, commands, pins);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      lock.unlock();
    }
  }

  private static void moveRefs(
      Repository real, List<ReceiveCommand> commands, Map<String, CommitId> pins)
      throws IOException {
    var batch = real.getRefDatabase().newBatchUpdate();
    batch.setAtomic(true);
    batch.setAllowNonFastForwards(true);
    for (var command : commands) {
      batch.addCommand(
          new ReceiveCommand(command.getOldId(), command.getNewId(), command.getRefName()));
    }
    for (var pin : pins.entrySet()) {
      String name = "refs/tributary/versions/" + pin.getKey();
      Ref old = real.exactRef(name);
      var before = old == null ? ObjectId.zeroId() : old.getObjectId();
      var after = ObjectId.fromString(pin.getValue().value());
      if (!after.equals(before)) {
        batch.addCommand(new ReceiveCommand(before, after, name));
      }
    }
    try (var walk = new RevWalk(real)) {
      batch.execute(walk, NullProgressMonitor.INSTANCE);
    }
    for (var command : batch.getCommands()) {
      if (command.getResult() != ReceiveCommand.Result.OK) {
        throw new PushOvertaken(command.getRefName() + ": " + command.getResult());
      }
    }
  }
}
