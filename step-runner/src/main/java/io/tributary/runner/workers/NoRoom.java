package io.tributary.runner.workers;

import java.io.IOException;

/** The organization has as many workers as it may have; asked again later it may be otherwise. */
public final class NoRoom extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param why a sentence for people
   */
  public NoRoom(String why) {
    super(why);
  }
}
