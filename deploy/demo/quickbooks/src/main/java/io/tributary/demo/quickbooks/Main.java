package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.time.InstantSource;

/** The command line. */
public final class Main {
  private Main() {}

  public static void main(String[] words) throws IOException {
    try {
      var emulator = Emulator.start(Options.of(words), InstantSource.system());
      System.out.println("QuickBooks emulator at " + emulator.address());
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.exit(2);
    }
  }
}
