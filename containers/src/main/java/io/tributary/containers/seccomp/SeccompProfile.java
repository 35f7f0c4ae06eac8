package io.tributary.containers.seccomp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The filter as a Docker engine's {@code seccomp} profile: what no rule names is refused, so that
 * calls of kernels to come are closed. Only the engine's own architecture may be called.
 *
 * @see <a href="https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#seccomp">
 *     OCI runtime specification, seccomp</a>
 */
public final class SeccompProfile {
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int AF_ALG = 38;
  private static final int AF_VSOCK = 40;

  private SeccompProfile() {}

  /** The profile's JSON, as the engine's API takes it after {@code seccomp=}. */
  public static String json() {
    var profile = JsonMapper.shared().createObjectNode();
    profile.put("defaultAction", "SCMP_ACT_ERRNO").put("defaultErrnoRet", ENOSYS);
    var calls = profile.putArray("syscalls");
    allow(calls, ordinaryCalls());
    refuse(calls, Stream.of(DeniedCall.values()).map(SeccompProfile::name).toList(), EPERM);
    // Its flags lie in memory, where no filter can look; libc then falls back to clone.
    refuse(calls, List.of("clone3"), ENOSYS);
    compare(allow(calls, List.of("clone")), SeccompFilter.NEW_NAMESPACES, "SCMP_CMP_MASKED_EQ", 0);
    compare(allow(calls, List.of("personality")), 0, "SCMP_CMP_EQ", 0);
    compare(allow(calls, List.of("personality")), 0xffffffffL, "SCMP_CMP_EQ", 0);
    // One rule may look at an argument once only.
    compare(allow(calls, List.of("socket")), AF_ALG, "SCMP_CMP_LT", 0);
    compare(allow(calls, List.of("socket")), AF_ALG + 1L, "SCMP_CMP_EQ", 0);
    compare(allow(calls, List.of("socket")), AF_VSOCK, "SCMP_CMP_GT", 0);
    return profile.toString();
  }

  static String name(DeniedCall call) {
    return call.name().toLowerCase(Locale.ROOT);
  }

  static List<String> ordinaryCalls() {
    try (var file =
        Objects.requireNonNull(SeccompProfile.class.getResourceAsStream("ordinary-calls"))) {
      return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode allow(ArrayNode calls, List<String> names) {
    return rule(calls, names, "SCMP_ACT_ALLOW");
  }

  private static void refuse(ArrayNode calls, List<String> names, int error) {
    rule(calls, names, "SCMP_ACT_ERRNO").put("errnoRet", error);
  }

  private static ObjectNode rule(ArrayNode calls, List<String> names, String action) {
    var rule = calls.addObject();
    names.forEach(rule.putArray("names")::add);
    return rule.put("action", action);
  }

  private static void compare(ObjectNode rule, long value, String operator, long second) {
    rule.putArray("args")
        .addObject()
        .put("index", 0)
        .put("value", value)
        .put("valueTwo", second)
        .put("op", operator);
  }
}
