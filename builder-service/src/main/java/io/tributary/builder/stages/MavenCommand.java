package io.tributary.builder.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How Maven is run inside the sandbox, and what of its output is worth showing.
 *
 * <p>Settings, local repository and mirror are ours; the repository's own {@code .mvn} and wrapper
 * never reach the sandbox. The phases after {@code process-classes} are not run: only classes and
 * run-time dependencies are taken, and tests belong to another stage.
 */
final class MavenCommand {
  static final String SOURCE = "/run/source";
  static final String DOOR = "/run/tributary";
  static final String SHELF = "/run/shelf";
  static final String STORE = "/run/store";

  private static final String JAVA = "/opt/java/bin/java";
  private static final String MAVEN = "/opt/maven";
  private static final String WORK = "/tmp/work";
  private static final int PORT = 8077;
  private static final String COPY =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";
  private static final Pattern NOISE =
      Pattern.compile(
          String.join(
              "|",
              "\\[(INFO|ERROR)\\]\\s*",
              "\\[INFO\\] -+(\\[ \\w+ \\]-+)?",
              "\\[INFO\\] -+< .* >-+",
              "\\[INFO\\]   from pom\\.xml",
              "\\[INFO\\] Scanning for projects\\.\\.\\.",
              "\\[INFO\\] Finished at: .*",
              "\\[ERROR\\] -> \\[Help \\d\\].*",
              "\\[ERROR\\] \\[Help \\d\\] .*",
              "\\[ERROR\\] To see the full stack trace .*",
              "\\[ERROR\\] Re-run Maven .*",
              "\\[ERROR\\] For more information about .*",
              // Colours are not wanted, so the library for them is not missed.
              "Failed to load native library:jansi.*",
              "java\\.lang\\.UnsatisfiedLinkError: /tmp/jansi.*"));

  private MavenCommand() {}

  static List<String> command() {
    var command = new ArrayList<String>();
    command.add(JAVA);
    command.addAll(
        List.of(
            // A build is short: the first compiler tier and one collector thread are quickest.
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Xmx640m",
            "-Djava.io.tmpdir=/tmp",
            "-Duser.home=/tmp/home",
            "-Dmaven.home=" + MAVEN,
            "-Dclassworlds.conf=" + MAVEN + "/bin/m2.conf",
            "-Dmaven.multiModuleProjectDirectory=" + WORK,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            DOOR + "/agent.jar:" + MAVEN + "/boot/*"));
    command.add("io.tributary.builder.agent.Agent");
    command.addAll(List.of(SOURCE, WORK, DOOR, Integer.toString(PORT)));
    command.addAll(arguments());
    return command;
  }

  private static List<String> arguments() {
    return List.of(
        "--batch-mode",
        "--no-transfer-progress",
        "--strict-checksums",
        "--file",
        WORK + "/pom.xml",
        "--settings",
        DOOR + "/settings.xml",
        "--global-settings",
        DOOR + "/settings.xml",
        "-Dmaven.repo.local=/tmp/repository",
        "-Dmaven.repo.local.tail=" + SHELF + "," + STORE,
        "-Dmaven.test.skip=true",
        "process-classes",
        COPY,
        "-DincludeScope=runtime",
        // The platform's own jars are in the host layer, once for all components.
        "-DexcludeGroupIds=io.tributary",
        "-DoutputDirectory=" + WORK + "/target/dependency",
        "-Dmdep.prependGroupId=false");
  }

  /** Every repository, whatever a pom says, is the artifact proxy behind the tunnel. */
  static String settings() {
    return """
    <settings>
      <mirrors>
        <mirror>
          <id>tributary</id>
          <mirrorOf>*</mirrorOf>
          <url>http://127.0.0.1:%d/maven</url>
        </mirror>
      </mirrors>
    </settings>
    """
        .formatted(PORT);
  }

  /** A line as it is shown: without Maven's frames, and with paths from the repository's root. */
  static Optional<String> shown(String line) {
    return NOISE.matcher(line).matches() ? Optional.empty() : Optional.of(relative(line));
  }

  static String relative(String line) {
    return line.replace(WORK + "/", "");
  }
}
