package io.tributary.host.json;

/** JSON that an author's type cannot take; the message names the place by JSON pointer. */
public final class DoesNotFit extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String pointer;

  public DoesNotFit(String place, String pointer, String found, String advice) {
    super(place + "#" + pointer + ": " + found + ". " + advice);
    this.pointer = pointer;
  }

  public String pointer() {
    return pointer;
  }
}
