package io.tributary.containers.seccomp;

import java.util.ArrayList;
import java.util.List;

/**
 * System calls that a component has no honest use for and that reach the kernel's riskiest corners:
 * in effect what Docker's default profile keeps from a container without capabilities. Numbers from
 * the kernel's tables; -1 where an architecture has no such call.
 */
enum DeniedCall {
  ACCT(163, 89),
  ADD_KEY(248, 217),
  BPF(321, 280),
  CHROOT(161, 51),
  CLOCK_ADJTIME(305, 266),
  CLOCK_SETTIME(227, 112),
  CREATE_MODULE(174, -1),
  DELETE_MODULE(176, 106),
  FANOTIFY_INIT(300, 262),
  FINIT_MODULE(313, 273),
  FSCONFIG(431, 431),
  FSMOUNT(432, 432),
  FSOPEN(430, 430),
  FSPICK(433, 433),
  GET_KERNEL_SYMS(177, -1),
  GET_MEMPOLICY(239, 236),
  INIT_MODULE(175, 105),
  IO_URING_ENTER(426, 426),
  IO_URING_REGISTER(427, 427),
  IO_URING_SETUP(425, 425),
  IOPERM(173, -1),
  IOPL(172, -1),
  KCMP(312, 272),
  KEXEC_FILE_LOAD(320, 294),
  KEXEC_LOAD(246, 104),
  KEYCTL(250, 219),
  LOOKUP_DCOOKIE(212, 18),
  MBIND(237, 235),
  MIGRATE_PAGES(256, 238),
  MOUNT(165, 40),
  MOUNT_SETATTR(442, 442),
  MOVE_MOUNT(429, 429),
  MOVE_PAGES(279, 239),
  NAME_TO_HANDLE_AT(303, 264),
  NFSSERVCTL(180, 42),
  OPEN_BY_HANDLE_AT(304, 265),
  OPEN_TREE(428, 428),
  PERF_EVENT_OPEN(298, 241),
  PIDFD_GETFD(438, 438),
  PIVOT_ROOT(155, 41),
  PROCESS_MADVISE(440, 440),
  PROCESS_VM_READV(310, 270),
  PROCESS_VM_WRITEV(311, 271),
  PTRACE(101, 117),
  QUERY_MODULE(178, -1),
  QUOTACTL(179, 60),
  QUOTACTL_FD(443, 443),
  REBOOT(169, 142),
  REQUEST_KEY(249, 218),
  SET_MEMPOLICY(238, 237),
  SET_MEMPOLICY_HOME_NODE(450, 450),
  SETDOMAINNAME(171, 162),
  SETHOSTNAME(170, 161),
  SETNS(308, 268),
  SETTIMEOFDAY(164, 170),
  SWAPOFF(168, 225),
  SWAPON(167, 224),
  SYSFS(139, -1),
  SYSLOG(103, 116),
  UMOUNT2(166, 39),
  UNSHARE(272, 97),
  USELIB(134, -1),
  USERFAULTFD(323, 282),
  USTAT(136, -1),
  VHANGUP(153, 58);

  private final int x86;
  private final int arm;

  DeniedCall(int x86, int arm) {
    this.x86 = x86;
    this.arm = arm;
  }

  /** The denied calls' numbers on an architecture. */
  static List<Integer> numbers(Architecture architecture) {
    var numbers = new ArrayList<Integer>();
    for (var call : values()) {
      int number =
          switch (architecture) {
            case X86_64 -> call.x86;
            case AARCH64 -> call.arm;
          };
      if (number >= 0) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
