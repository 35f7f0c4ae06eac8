package io.tributary.manifest;

/** The language a component is written in, which decides its host and its build. */
public enum Language {
  JAVA("java"),
  NODEJS("nodejs");

  private final String word;

  Language(String word) {
    this.word = word;
  }

  /** The word in the manifest. */
  public String word() {
    return word;
  }
}
