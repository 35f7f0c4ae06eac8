package io.tributary.containers.images;

import java.nio.file.Path;

/** Takes an archive into a store, in a process of its own. */
final class WritingProcess {
  private WritingProcess() {}

  public static void main(String[] arguments) throws Exception {
    new ImageStore(Path.of(arguments[0])).importTar(Path.of(arguments[1]));
  }
}
