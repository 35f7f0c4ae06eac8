package io.tributary.icons;

/** Takes faults as they are found, so that a person hears of all at once. */
@FunctionalInterface
interface Faults {

  /**
   * Takes one more.
   *
   * @throws IconRefused where there are enough
   */
  void add(Fault fault) throws IconRefused;
}
