package com.mallory.hostile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bytes where they do not belong. */
final class Bytes {
  private static final byte DONE = 7;
  private static final long ANOTHERS_ID = 1L << 40;

  private Bytes() {}

  static void deserialize(Said said) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ArrayList<>(List.of("a gadget")));
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      said.add(true, "R14 an object of bytes", in.readObject());
    } catch (IOException refused) {
      said.add(false, "R14 an object of bytes", refused);
    }
  }

  /** Past the host and through it; whoever reads the logs sees whether it was bounded. */
  static void flood(Said said) throws IOException {
    var line = "\u001b[2J\rforged 2026-01-01 INFO all is well ".repeat(1_000).getBytes();
    // Never closed: it is the process's own.
    var raw = new FileOutputStream(FileDescriptor.out);
    for (int i = 0; i < 1_600; i++) {
      raw.write(line);
    }
    System.out.println("\u001b[31mforged\r" + "x".repeat(10_000_000));
    for (int i = 0; i < 200; i++) {
      System.out.println("\u001b[31m" + "flood ".repeat(2_000));
    }
    said.add(false, "R4 flood", "written; its bounds are outside");
  }

  /** By the file that the host has open: nobody inside could hinder a component from that. */
  static void toTheRunner(String kind, boolean first, Said said) throws Exception {
    if (!first) {
      said.add(false, "R5 " + kind, "this worker was ended, and the message came back");
      return;
    }
    var frame =
        switch (kind) {
          case "a frame of a gigabyte" -> ByteBuffer.allocate(5).putInt(1 << 30).put(DONE);
          case "done for a message of another's" ->
              ByteBuffer.allocate(15).putInt(11).put(DONE).putLong(ANOTHERS_ID).putShort((short) 0);
          case "an unknown frame" ->
              ByteBuffer.allocate(15).putInt(11).put((byte) 99).putLong(0).putShort((short) 0);
          default -> throw new IllegalArgumentException(kind);
        };
    for (int socket : sockets()) {
      Calls.write(socket, frame.array());
    }
    // The runner ends this process for it, long before; who comes past this has got through.
    Thread.sleep(20_000);
    said.add(true, "R5 " + kind, "still here after 20 s");
  }

  /** The JVM has some that lead nowhere, too. */
  private static List<Integer> sockets() throws IOException {
    try (var files = Files.list(Path.of("/proc/self/fd"))) {
      return files
          .filter(Bytes::isSocket)
          .map(file -> Integer.valueOf(file.getFileName().toString()))
          .toList();
    }
  }

  private static boolean isSocket(Path file) {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
