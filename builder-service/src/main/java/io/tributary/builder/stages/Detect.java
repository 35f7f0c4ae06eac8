package io.tributary.builder.stages;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Finds out how the source is built. In this form: Java with Maven. */
public final class Detect {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String KNOWN =
      "Known are: Java with a pom.xml in the root of the repository (\"language\": \"java\").";

  /** Gives one line that says what was found. */
  String detect(BuildSite site) throws StageFailed {
    var language = language(site.build().order().manifest());
    if (!language.equals("java")) {
      throw refused("component.json#/language: \"%s\" is not built here yet. ".formatted(language));
    }
    if (!isFile(site.source().resolve("pom.xml"))) {
      var other =
          isFile(site.source().resolve("build.gradle")) ? "build.gradle was found, but " : "";
      throw refused(other + "there is no pom.xml in the root of the repository. ");
    }
    return "Java, Maven";
  }

  /** The manifest was checked at the push; a language that it leaves out is Java. */
  private static String language(String manifest) throws StageFailed {
    try {
      return JSON.readTree(manifest)
          .path("language")
          .asString("java")
          .toLowerCase(java.util.Locale.ROOT);
    } catch (JacksonException unreadable) {
      throw StageFailed.byPlatform(
          StageName.CHECK, "manifest-unreadable", "The manifest of the request is not JSON.");
    }
  }

  private static StageFailed refused(String found) {
    return StageFailed.byCaller(StageName.CHECK, "build-unknown-kind", found + KNOWN);
  }

  private static boolean isFile(Path path) {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }
}
