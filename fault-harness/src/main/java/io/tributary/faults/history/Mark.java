package io.tributary.faults.history;

/**
 * What tells a message from every other one; it stands in the body and is still there at the end.
 *
 * @param run of the harness
 * @param source who sent it; order holds per source and key
 * @param key order key
 * @param sequence number within source and key, from 0, without gap
 * @param uuid unique over everything
 * @param part which of a paged operation's outputs; 0 where there is one
 */
public record Mark(String run, String source, int key, long sequence, String uuid, int part) {
  /** The same message's output with the given number. */
  public Mark withPart(int number) {
    return new Mark(run, source, key, sequence, uuid, number);
  }

  String lane() {
    return source + "/" + key;
  }
}
