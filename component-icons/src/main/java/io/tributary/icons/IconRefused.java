package io.tributary.icons;

import java.util.List;

/** A file from which no icon is made; carries what is wrong with it. */
final class IconRefused extends Exception {
  private static final long serialVersionUID = 1L;
  private final transient List<Fault> faults;

  IconRefused(List<Fault> faults) {
    super(faults.getFirst().message());
    this.faults = List.copyOf(faults);
  }

  IconRefused(IconCode code, String message, String advice) {
    this(List.of(Fault.ofFile(code, message, advice)));
  }

  List<Fault> faults() {
    return faults;
  }
}
