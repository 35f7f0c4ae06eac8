package com.mallory.hostile;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** More of everything than the step was given. */
final class Hunger {
  private static final int MANY = 100_000;
  private static final int FEW = 1_100;
  private static final long MEGABYTE = 1L << 20;

  private Hunger() {}

  static void threads(boolean first, Said said) {
    if (!first) {
      said.add(false, "R10 100,000 threads", "the process ended of it");
      return;
    }
    var end = new CountDownLatch(1);
    int started = 0;
    try {
      for (; started < MANY; started++) {
        Thread.ofPlatform().daemon().start(() -> await(end));
      }
    } catch (OutOfMemoryError refused) {
      // That is the answer.
    } finally {
      end.countDown();
    }
    said.add(started > FEW, "R10 100,000 threads", started + " started");
  }

  static void sockets(Said said) {
    List<SocketChannel> open = new ArrayList<>();
    try {
      while (open.size() < MANY) {
        open.add(SocketChannel.open());
      }
    } catch (IOException refused) {
      // That is the answer.
    }
    int count = open.size();
    for (var socket : open) {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        // It is gone all the same.
      }
    }
    said.add(count > FEW, "R10 100,000 sockets", count + " opened");
  }

  static void memory(boolean first, Said said) {
    if (!first) {
      said.add(false, "R10 a gigabyte of memory", "the process ended of it");
      return;
    }
    List<MemorySegment> kept = new ArrayList<>();
    for (int i = 0; i < 1_024; i++) {
      kept.add(Arena.global().allocate(MEGABYTE).fill((byte) 1));
    }
    said.add(true, "R10 a gigabyte of memory", kept.size() + " MiB taken");
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
