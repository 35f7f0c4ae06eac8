package io.tributary.host;

import io.tributary.protocol.tck.HostContract;
import java.nio.file.Path;

/** The finished jar beside the SDK's, as in an image, held against the protocol. */
class JavaHostIT extends HostContract {
  @Override
  protected ProcessBuilder host(Path folder) {
    return HostProcess.command();
  }

  @Override
  protected String main() {
    return Behaviours.class.getName();
  }
}
