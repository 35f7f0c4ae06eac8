package io.tributary.containers.seccomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SeccompProfileTest {
  private final JsonNode profile = JsonMapper.shared().readTree(SeccompProfile.json());

  @Test
  void refusesWhatNoRuleNames() {
    assertThat(profile.path("defaultAction").asString()).isEqualTo("SCMP_ACT_ERRNO");
  }

  @Test
  void refusesEveryDeniedCallAndAllowsItNowhere() {
    var denied = Stream.of(DeniedCall.values()).map(SeccompProfile::name).toList();

    assertThat(SeccompProfile.ordinaryCalls())
        .hasSizeGreaterThan(250)
        .doesNotContainAnyElementsOf(denied)
        .doesNotContain("clone", "clone3", "socket", "personality")
        .doesNotHaveDuplicates();
    assertThat(names("SCMP_ACT_ERRNO")).containsAll(denied).contains("clone3");
    assertThat(names("SCMP_ACT_ALLOW")).doesNotContainAnyElementsOf(denied);
  }

  @Test
  void looksAtTheArgumentsOfWhatIsAllowedInPart() {
    for (var rule : profile.path("syscalls")) {
      var names = rule.path("names").valueStream().map(JsonNode::asString).toList();
      if (rule.path("action").asString().equals("SCMP_ACT_ALLOW") && names.size() == 1) {
        assertThat(rule.path("args").size()).as(names.getFirst()).isEqualTo(1);
      }
    }
  }

  private List<String> names(String action) {
    var names = new ArrayList<String>();
    for (var rule : profile.path("syscalls")) {
      if (rule.path("action").asString().equals(action)) {
        rule.path("names").forEach(name -> names.add(name.asString()));
      }
    }
    return names;
  }
}
