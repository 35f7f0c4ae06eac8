package io.tributary.manifest;

/** A trigger is the first step of a flow, an action every later one. */
public enum OperationKind {
  TRIGGER("triggers"),
  ACTION("actions");

  private final String property;

  OperationKind(String property) {
    this.property = property;
  }

  String title() {
    return this == TRIGGER ? "Trigger" : "Action";
  }

  String word() {
    return this == TRIGGER ? "a trigger" : "an action";
  }

  /** The manifest's property that holds operations of this kind. */
  public String property() {
    return property;
  }
}
