package io.tributary.registry.repositories;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.springframework.stereotype.Component;

/** Receives a push into a quarantine, under limits, and hands it to the gate. */
@Component
final class ReceivePush {
  private static final int MOST_COMMAND_BYTES = 512 * 1024;

  private final RepositoryFolders folders;
  private final PushStores stores;
  private final PushGate gate;
  private final GitSettings settings;

  ReceivePush(RepositoryFolders folders, PushStores stores, PushGate gate, GitSettings settings) {
    this.folders = folders;
    this.stores = stores;
    this.gate = gate;
    this.settings = settings;
  }

  void advertise(ComponentRef component, OutputStream out) throws IOException {
    try (var quarantine = quarantine(component)) {
      var lines = new PacketLineOut(out);
      lines.writeString("# service=git-receive-pack\n");
      lines.end();
      var pack = receivePack(quarantine.repository());
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
    }
  }

  void receive(
      ComponentRef component, OrganizationName organization, InputStream in, OutputStream out)
      throws IOException {
    try (var quarantine = quarantine(component)) {
      var pack = receivePack(quarantine.repository());
      pack.setPreReceiveHook(
          new QuarantineCheck(component, organization, quarantine, gate, stores, settings));
      pack.receive(in, out, null);
    }
  }

  private Quarantine quarantine(ComponentRef component) throws IOException {
    Optional<Repository> real = folders.open(component);
    try {
      return Quarantine.open(folders.incoming(), real);
    } finally {
      real.ifPresent(Repository::close);
    }
  }

  private ReceivePack receivePack(Repository repository) {
    var pack = new ReceivePack(repository);
    pack.setBiDirectionalPipe(false);
    // JGit checks nothing of what it receives unless told to.
    pack.setCheckReceivedObjects(true);
    pack.setObjectChecker(new ObjectChecker().setSafeForWindows(true).setSafeForMacOS(true));
    pack.setMaxPackSizeLimit(settings.pack().toBytes());
    pack.setMaxObjectSizeLimit(settings.object().toBytes());
    pack.setMaxCommandBytes(MOST_COMMAND_BYTES);
    pack.setTimeout(Math.toIntExact(settings.idle().toSeconds()));
    pack.setAllowPushOptions(false);
    pack.setAllowNonFastForwards(true); // the gate decides, knowing which commits are versions
    pack.setAtomic(true);
    return pack;
  }
}
