package io.tributary.containers;

/**
 * What runs the containers.
 *
 * @param version for example {@code 20.10 (api 1.41)}
 * @param confines what it confines, one line for people
 */
public record Engine(Kind kind, String version, String confines) {

  /** The adapters there are; the word that other parts show is {@link #word()}. */
  public enum Kind {
    DOCKER("docker"),
    SANDBOX("sandbox");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  @Override
  public String toString() {
    return kind.word() + " " + version;
  }
}
