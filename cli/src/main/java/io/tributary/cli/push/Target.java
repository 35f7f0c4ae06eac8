package io.tributary.cli.push;

import io.tributary.cli.terminal.Failure;
import java.net.URI;
import java.util.regex.Pattern;

/** The repository at the platform that is pushed to. */
record Target(String publisher, String component) {
  private static final String NAME = "[a-z][a-z0-9-]{2,39}";
  private static final Pattern REFERENCE = Pattern.compile("(" + NAME + ")/(" + NAME + ")");
  private static final Pattern ADDRESS =
      Pattern.compile("https?://\\S*/git/(" + NAME + ")/(" + NAME + ")\\.git");

  static Target parse(String reference) {
    var match = REFERENCE.matcher(reference);
    if (!match.matches()) {
      throw Failure.usage(
          "\"%s\" is no component.".formatted(reference), "Write --as publisher/component");
    }
    return new Target(match.group(1), match.group(2));
  }

  /** From the address of a remote; only its names are taken, the server is the session's. */
  static Target ofRemote(String address) {
    var match = ADDRESS.matcher(address);
    if (!match.matches()) {
      throw Failure.usage(
          "The remote \"tributary\" is no repository of a platform: " + address,
          "Say --as publisher/component");
    }
    return new Target(match.group(1), match.group(2));
  }

  String address(URI server) {
    return server + "/git/" + publisher + "/" + component + ".git";
  }

  @Override
  public String toString() {
    return publisher + "/" + component;
  }
}
