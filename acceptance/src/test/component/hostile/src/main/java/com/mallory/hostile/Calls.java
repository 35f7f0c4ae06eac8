package com.mallory.hostile;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** System calls that nobody in a step needs; by number, for x86-64. */
final class Calls {
  private static final long FAILED = -1;

  private Calls() {}

  static void call(Said said) throws Exception {
    if (!System.getProperty("os.arch").equals("amd64")) {
      said.add(false, "R7 system calls", "their numbers are another machine's");
      return;
    }
    add(said, "keyctl", 250, 0, -3, 1);
    add(said, "add_key", 248, 0, 0, 0);
    add(said, "bpf", 321, 0, 0, 0);
    add(said, "mount", 165, 0, 0, 0);
    add(said, "ptrace", 101, 16, 1, 0);
    add(said, "unshare into a user namespace", 272, 0x10000000, 0, 0);
    add(said, "setns", 308, 0, 0, 0);
    add(said, "kexec_load", 246, 0, 0, 0);
    add(said, "init_module", 175, 0, 0, 0);
    add(said, "userfaultfd", 323, 0, 0, 0);
    add(said, "perf_event_open", 298, 0, 0, 0);
    add(said, "setuid to root", 105, 0, 0, 0);
    add(said, "a vsock", 41, 40, 1, 0);
  }

  private static void add(Said said, String name, long number, long one, long two, long three)
      throws Exception {
    long result = syscall(number, one, two, three);
    said.add(result != FAILED, "R7 call " + name, result);
  }

  static long syscall(long number, long... values) throws Exception {
    try {
      return (long) handle().invoke(number, values[0], values[1], values[2]);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Throwable failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Writes to a file that is open already, whoever opened it. */
  static long write(int file, byte[] bytes) throws Exception {
    try (var arena = Arena.ofConfined()) {
      var memory = arena.allocate(bytes.length);
      memory.asByteBuffer().put(bytes);
      return syscall(1, file, memory.address(), bytes.length);
    }
  }

  private static MethodHandle handle() {
    var linker = Linker.nativeLinker();
    var word = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(word, word, word, word, word));
  }
}
