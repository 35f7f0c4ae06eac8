package io.tributary.containers.seccomp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A classic BPF program for {@code seccomp(2)}: calls of the list are answered with EPERM, new
 * namespaces too, {@code clone3} with ENOSYS (its flags cannot be looked at, and libc then falls
 * back to {@code clone}), and so are calls of kernels newer than this list; another architecture's
 * calls end the process.
 */
public final class SeccompFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int JUMP_EQUAL = 0x15;
  private static final int JUMP_AT_LEAST = 0x35;
  private static final int JUMP_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  private static final int KILL_PROCESS = 0x80000000;
  private static final int ALLOW = 0x7fff0000;
  private static final int ERRNO = 0x00050000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;

  /** CLONE_NEWTIME shares its bit with the exit signal of clone, where it means nothing. */
  static final int NEW_NAMESPACES = 0x7E020000;

  private static final int X32 = 0x40000000;

  /** The first number that Linux 6.1 did not have, on either architecture. */
  private static final int UNKNOWN = 451;

  private static final int AF_ALG = 38;
  private static final int AF_VSOCK = 40;

  private final Architecture architecture;
  private final List<long[]> program = new ArrayList<>();

  private SeccompFilter(Architecture architecture) {
    this.architecture = architecture;
  }

  /** The program's bytes as bubblewrap's {@code --seccomp} reads them. */
  public static byte[] bytes(Architecture architecture) {
    var filter = new SeccompFilter(architecture);
    filter.assemble();
    var bytes = ByteBuffer.allocate(filter.program.size() * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] step : filter.program) {
      bytes.putShort((short) step[0]).put((byte) step[1]).put((byte) step[2]).putInt((int) step[3]);
    }
    return bytes.array();
  }

  private void assemble() {
    load(ARCHITECTURE);
    step(JUMP_EQUAL, 1, 0, architecture.audit);
    give(KILL_PROCESS);
    load(NUMBER);
    if (architecture == Architecture.X86_64) {
      step(JUMP_AT_LEAST, 0, 1, X32);
      give(ERRNO | EPERM);
    }
    step(JUMP_AT_LEAST, 0, 1, UNKNOWN);
    give(ERRNO | ENOSYS);
    for (int number : DeniedCall.numbers(architecture)) {
      when(number, ERRNO | EPERM);
    }
    when(architecture.clone3, ERRNO | ENOSYS);
    newNamespaces();
    personalities();
    socketFamilies();
    give(ALLOW);
  }

  private void newNamespaces() {
    step(JUMP_EQUAL, 0, 4, architecture.clone);
    load(FIRST_ARGUMENT);
    step(JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES);
    give(ERRNO | EPERM);
    give(ALLOW);
  }

  /** Asking for the present one is harmless, and so is the ordinary one. */
  private void personalities() {
    step(JUMP_EQUAL, 0, 5, architecture.personality);
    load(FIRST_ARGUMENT);
    step(JUMP_EQUAL, 2, 0, 0);
    step(JUMP_EQUAL, 1, 0, 0xffffffff);
    give(ERRNO | EPERM);
    give(ALLOW);
  }

  private void socketFamilies() {
    step(JUMP_EQUAL, 0, 5, architecture.socket);
    load(FIRST_ARGUMENT);
    step(JUMP_EQUAL, 1, 0, AF_ALG);
    step(JUMP_EQUAL, 0, 1, AF_VSOCK);
    give(ERRNO | EAFNOSUPPORT);
    give(ALLOW);
  }

  private void when(int number, int answer) {
    step(JUMP_EQUAL, 0, 1, number);
    give(answer);
  }

  private void load(int offset) {
    step(LOAD_WORD, 0, 0, offset);
  }

  private void give(int answer) {
    step(RETURN, 0, 0, answer);
  }

  private void step(int code, int ifTrue, int ifFalse, int operand) {
    program.add(new long[] {code, ifTrue, ifFalse, operand});
  }
}
