package io.tributary.icons;

import io.tributary.manifest.Finding;
import java.util.List;
import java.util.Optional;

/** What came of reading a component's icon. */
public sealed interface IconReading {

  /** The manifest names none, and there is none. */
  record None() implements IconReading {}

  record Made(Icon made) implements IconReading {}

  /** Nothing is drawn; the findings say why. */
  record Refused(List<Finding> findings) implements IconReading {
    public Refused {
      findings = List.copyOf(findings);
    }
  }

  default Optional<Icon> icon() {
    return this instanceof Made(var made) ? Optional.of(made) : Optional.empty();
  }

  /** Empty where nothing is wrong. */
  default List<Finding> allFindings() {
    return this instanceof Refused(var findings) ? findings : List.of();
  }
}
