package io.tributary.containers.inside;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** One deed per start; says on standard output how it went. */
public final class Inmate {
  private static final List<Object> KEPT = new ArrayList<>();

  private Inmate() {}

  /** Does the deed that the first argument names. */
  public static void main(String[] arguments) throws Throwable {
    String argument = arguments.length > 1 ? arguments[1] : "";
    switch (arguments[0]) {
      case "nothing" -> System.out.println("started");
      case "status" ->
          Files.readAllLines(Path.of("/proc/self/status")).forEach(System.out::println);
      case "write" -> Stream.of(argument.split(",")).forEach(Inmate::write);
      case "fill" -> fill(Path.of(argument));
      case "network" -> network(Integer.parseInt(argument));
      case "bind" -> bind(argument);
      case "environment" ->
          System.getenv().forEach((name, value) -> System.out.println(name + "=" + value));
      case "machine" -> machine();
      case "hog" -> hog();
      case "threads" -> threads();
      case "files" -> files();
      case "socket" -> socket(Path.of(argument));
      case "calls" -> calls();
      case "chatter" -> chatter(Integer.parseInt(argument));
      case "spin" -> spin(Long.parseLong(argument));
      case "wait" -> await();
      case "polite" -> {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("goodbye")));
        await();
      }
      case "exit" -> System.exit(Integer.parseInt(argument));
      case "processes" -> processes();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void write(String path) {
    try {
      Files.writeString(Path.of(path), "written");
      System.out.println(path + " written");
    } catch (IOException e) {
      System.out.println(path + " refused");
    }
  }

  private static void fill(Path file) throws IOException {
    long written = 0;
    try (var out = Files.newOutputStream(file)) {
      byte[] mebibyte = new byte[1 << 20];
      while (written < 1024) {
        out.write(mebibyte);
        written++;
      }
    } catch (IOException e) {
      Files.delete(file);
    }
    System.out.println("mebibytes " + written);
  }

  private static void network(int port) throws IOException {
    for (var each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      System.out.println("interface " + each.getName());
    }
    for (String host : List.of("127.0.0.1", "172.17.0.1", "169.254.169.254")) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), 1000);
        System.out.println(host + " connected");
      } catch (IOException e) {
        System.out.println(host + " refused");
      }
    }
  }

  private static void bind(String address) throws IOException {
    for (int port : List.of(53, 443)) {
      try (var server = new ServerSocket(port, 1, InetAddress.getByName(address));
          var client = new Socket(server.getInetAddress(), port)) {
        System.out.println("bound " + client.getPort());
      }
    }
  }

  private static void machine() {
    System.out.println("processors " + Runtime.getRuntime().availableProcessors());
    System.out.println("heap " + (Runtime.getRuntime().maxMemory() >> 20));
  }

  private static void hog() {
    while (true) {
      byte[] more = new byte[4 << 20];
      java.util.Arrays.fill(more, (byte) 1);
      KEPT.add(more);
    }
  }

  private static void threads() {
    int started = 0;
    try {
      while (started < 100_000) {
        Thread.ofPlatform().daemon().start(Inmate::await);
        started++;
      }
    } catch (OutOfMemoryError e) {
      System.out.println("refused");
    }
    System.out.println("threads " + started);
    Runtime.getRuntime().halt(0);
  }

  private static void files() throws IOException {
    try {
      while (KEPT.size() < 1_000_000) {
        KEPT.add(new RandomAccessFile("/proc/self/status", "r"));
      }
    } catch (IOException e) {
      System.out.println("files " + KEPT.size());
    }
    Runtime.getRuntime().halt(0);
  }

  private static void socket(Path path) throws IOException {
    try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(ByteBuffer.wrap("hello".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      System.out.println("connected");
    }
  }

  @SuppressWarnings("restricted")
  private static void calls() throws Throwable {
    var linker = Linker.nativeLinker();
    var ints = FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    var unshare = linker.downcallHandle(linker.defaultLookup().findOrThrow("unshare"), ints);
    System.out.println("unshare-user " + (int) unshare.invokeExact(0x10000000));
    System.out.println("unshare-net " + (int) unshare.invokeExact(0x40000000));
    var setuid = linker.downcallHandle(linker.defaultLookup().findOrThrow("setuid"), ints);
    System.out.println("setuid " + (int) setuid.invokeExact(0));
    var text =
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
    var umount = linker.downcallHandle(linker.defaultLookup().findOrThrow("umount2"), text);
    try (var arena = java.lang.foreign.Arena.ofConfined()) {
      System.out.println("umount " + (int) umount.invokeExact(arena.allocateFrom("/proc"), 2));
      var hostname =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("sethostname"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
      System.out.println("sethostname " + (int) hostname.invokeExact(arena.allocateFrom("x"), 1L));
    }
    var three =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
    var socket = linker.downcallHandle(linker.defaultLookup().findOrThrow("socket"), three);
    System.out.println("raw-socket " + (int) socket.invokeExact(2, 3, 1));
    System.out.println("packet-socket " + (int) socket.invokeExact(17, 3, 3));
    System.out.println("crypto-socket " + (int) socket.invokeExact(38, 5, 0));
    System.out.println("vsock " + (int) socket.invokeExact(40, 1, 0));
    System.out.println("new-call " + futexWake(linker));
  }

  /** Wakes nobody: harmless, and a call that came with Linux 6.7. */
  @SuppressWarnings("restricted")
  private static long futexWake(Linker linker) throws Throwable {
    var number = ValueLayout.JAVA_LONG;
    var syscall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                number, number, ValueLayout.ADDRESS, number, ValueLayout.JAVA_INT, number),
            Linker.Option.firstVariadicArg(1));
    try (var arena = java.lang.foreign.Arena.ofConfined()) {
      return (long) syscall.invokeExact(454L, arena.allocate(4, 4), 0xffffffffL, 1, 0x82L);
    }
  }

  private static void chatter(int mebibytes) {
    String line = "x".repeat(1023);
    for (int i = 0; i < mebibytes * 1024; i++) {
      System.out.println(line);
    }
    System.out.println("last line");
  }

  private static void processes() throws IOException {
    try (var entries = Files.list(Path.of("/proc"))) {
      long count = entries.filter(e -> e.getFileName().toString().matches("[0-9]+")).count();
      System.out.println("processes " + count);
    }
  }

  /** On every processor; says how much of them it got. */
  private static void spin(long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    var before = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    var threads = new ArrayList<Thread>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      threads.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (System.nanoTime() - until < 0) {
                      Thread.onSpinWait();
                    }
                  }));
    }
    for (var thread : threads) {
      thread.join();
    }
    var used = ProcessHandle.current().info().totalCpuDuration().orElseThrow().minus(before);
    System.out.println("used " + used.toMillis());
  }

  private static void await() {
    System.out.println("waiting");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
