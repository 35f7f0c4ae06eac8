package io.tributary.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The user that every container runs as. */
public final class ContainerUser {
  public static final int ID = 65532;

  private ContainerUser() {}

  /**
   * Lets containers write to a folder that will be mounted writable: gives it to their user where
   * we may, else opens it to all (its parents keep strangers out). Only this folder, not what is in
   * it.
   */
  public static void own(Path folder) throws IOException {
    if (isRoot()) {
      Files.setAttribute(folder, "unix:uid", ID);
      Files.setAttribute(folder, "unix:gid", ID);
    } else {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
  }

  /** Whether this process is uid 0. */
  public static boolean isRoot() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }
}
