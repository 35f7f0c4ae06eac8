package io.tributary.registry.repositories;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.eclipse.jgit.transport.UploadPack.RequestPolicy;
import org.springframework.stereotype.Component;

/** Answers fetches: only what a ref leads to is given away. */
@Component
final class ServeFetch {
  private final GitSettings settings;

  ServeFetch(GitSettings settings) {
    this.settings = settings;
  }

  void advertise(Repository repository, List<String> protocol, OutputStream out)
      throws IOException {
    var lines = new PacketLineOut(out);
    uploadPack(repository, protocol)
        .sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines), "git-upload-pack");
  }

  void serve(Repository repository, List<String> protocol, InputStream in, OutputStream out)
      throws IOException {
    uploadPack(repository, protocol).upload(in, out, null);
  }

  private UploadPack uploadPack(Repository repository, List<String> protocol) {
    var pack = new UploadPack(repository);
    pack.setBiDirectionalPipe(false);
    pack.setExtraParameters(protocol);
    // Over HTTP each request stands alone: a ref may have moved since it was advertised.
    pack.setRequestPolicy(RequestPolicy.REACHABLE_COMMIT);
    pack.setTimeout(Math.toIntExact(settings.idle().toSeconds()));
    return pack;
  }
}
