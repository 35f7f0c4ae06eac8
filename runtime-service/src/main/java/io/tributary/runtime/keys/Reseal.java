package io.tributary.runtime.keys;

/** Something that is sealed with data keys. */
public interface Reseal {

  /**
   * Seals with the newest keys what is sealed with others; gives how much. What does not open is
   * said in the log and left.
   */
  int reseal();
}
