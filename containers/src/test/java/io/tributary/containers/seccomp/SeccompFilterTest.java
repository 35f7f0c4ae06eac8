package io.tributary.containers.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SeccompFilterTest {
  private static final int ALLOW = 0x7fff0000;
  private static final int EPERM = 0x00050001;
  private static final int ENOSYS = 0x00050026;
  private static final int KILL = 0x80000000;

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void deniesEveryListedCall(Architecture architecture) {
    for (int number : DeniedCall.numbers(architecture)) {
      assertThat(answer(architecture, architecture.audit, number, 0)).isEqualTo(EPERM);
    }
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void letsThreadsStartButNoNamespace(Architecture architecture) {
    int threadFlags = 0x003d0f00;

    assertThat(answer(architecture, architecture.audit, architecture.clone, threadFlags))
        .isEqualTo(ALLOW);
    for (int shift = 25; shift <= 30; shift++) {
      assertThat(answer(architecture, architecture.audit, architecture.clone, 1 << shift))
          .isEqualTo(EPERM);
    }
    assertThat(answer(architecture, architecture.audit, architecture.clone, 0x00020000))
        .isEqualTo(EPERM);
    assertThat(answer(architecture, architecture.audit, architecture.clone3, 0)).isEqualTo(ENOSYS);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void keepsKernelSocketsShut(Architecture architecture) {
    assertThat(answer(architecture, architecture.audit, architecture.socket, 1)).isEqualTo(ALLOW);
    assertThat(answer(architecture, architecture.audit, architecture.socket, 2)).isEqualTo(ALLOW);
    assertThat(answer(architecture, architecture.audit, architecture.socket, 10)).isEqualTo(ALLOW);
    assertThat(answer(architecture, architecture.audit, architecture.socket, 38))
        .isNotEqualTo(ALLOW);
    assertThat(answer(architecture, architecture.audit, architecture.socket, 40))
        .isNotEqualTo(ALLOW);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void keepsTheOrdinaryPersonality(Architecture architecture) {
    int call = architecture.personality;

    assertThat(answer(architecture, architecture.audit, call, 0)).isEqualTo(ALLOW);
    assertThat(answer(architecture, architecture.audit, call, 0xffffffff)).isEqualTo(ALLOW);
    assertThat(answer(architecture, architecture.audit, call, 0x0040000)).isEqualTo(EPERM);
  }

  @ParameterizedTest
  @EnumSource(Architecture.class)
  void knowsNoCallOfNewerKernels(Architecture architecture) {
    assertThat(answer(architecture, architecture.audit, 450, 0)).isEqualTo(EPERM);
    assertThat(answer(architecture, architecture.audit, 451, 0)).isEqualTo(ENOSYS);
    assertThat(answer(architecture, architecture.audit, 449, 0)).isEqualTo(ALLOW);
  }

  @Test
  void endsForeignArchitectures() {
    assertThat(answer(Architecture.X86_64, 0x40000003, 1, 0)).isEqualTo(KILL);
    assertThat(answer(Architecture.X86_64, Architecture.X86_64.audit, 0x40000001, 0))
        .isEqualTo(EPERM);
  }

  /** Runs the program as the kernel would. */
  private static int answer(Architecture architecture, int audit, int number, int argument) {
    var program = ByteBuffer.wrap(SeccompFilter.bytes(architecture)).order(ByteOrder.LITTLE_ENDIAN);
    int accumulator = 0;
    int at = 0;
    while (true) {
      int code = program.getShort(at * 8);
      int ifTrue = program.get(at * 8 + 2) & 0xff;
      int ifFalse = program.get(at * 8 + 3) & 0xff;
      int operand = program.getInt(at * 8 + 4);
      boolean holds;
      switch (code) {
        case 0x20 -> {
          accumulator =
              switch (operand) {
                case 0 -> number;
                case 4 -> audit;
                default -> argument;
              };
          at++;
          continue;
        }
        case 0x06 -> {
          return operand;
        }
        case 0x15 -> holds = accumulator == operand;
        case 0x35 -> holds = Integer.compareUnsigned(accumulator, operand) >= 0;
        case 0x45 -> holds = (accumulator & operand) != 0;
        default -> throw new AssertionError("unknown step " + code);
      }
      at += 1 + (holds ? ifTrue : ifFalse);
    }
  }
}
