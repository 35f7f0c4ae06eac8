package io.tributary.runtime.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.StepName;
import org.junit.jupiter.api.Test;

class CauseTest {
  private static final StepName CMS = new StepName("cms");

  @Test
  void failuresThatDifferInNumbersAndNamesHaveOneCause() {
    var one = Cause.of(CMS, "give-up", "GiveUp", "post 12 of \"Ada\" is not there");
    var two = Cause.of(CMS, "give-up", "GiveUp", "post 9034 of \"Grace\" is not there");

    assertThat(two).isEqualTo(one);
  }

  @Test
  void otherWordsStepsOrKindsAreOtherCauses() {
    assertThat(Cause.of(CMS, "give-up", "GiveUp", "gone"))
        .isNotEqualTo(Cause.of(CMS, "give-up", "GiveUp", "refused"))
        .isNotEqualTo(Cause.of(new StepName("shape"), "give-up", "GiveUp", "gone"))
        .isNotEqualTo(Cause.of(CMS, "too-old", "GiveUp", "gone"));
  }
}
