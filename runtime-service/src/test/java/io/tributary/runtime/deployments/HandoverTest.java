package io.tributary.runtime.deployments;

import static io.tributary.runtime.deployments.Steps.aStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.deployments.Handover.OnTheWay;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final Steps FORM = aStep("form");
  private static final Steps CMS = aStep("cms").after("form");

  @Test
  void firstRevisionHasEverythingThatComes() {
    var roads = to(List.of(), FORM, CMS);

    assertThat(roads).containsExactly(FORM.build(), CMS.build());
  }

  @Test
  void stepThatDoesTheSameGoesOnWithoutAnotherEdition() {
    var roads = to(to(List.of(), FORM, CMS), FORM.in(2), CMS.in(2));

    assertThat(roads).containsExactly(FORM.in(2).build(), CMS.in(2).build());
  }

  @Test
  void changedStepDoesTheOldWorkForOldMessages() {
    var roads = to(to(List.of(), FORM, CMS), FORM.in(2), CMS.in(2).image('b'));

    var cms = roads.get(1);
    assertThat(cms.edition(1).orElseThrow().image()).isEqualTo(CMS.build().image());
    assertThat(cms.edition(2).orElseThrow().image()).isEqualTo(CMS.image('b').build().image());
    assertThat(cms.editions().road()).isEqualTo(1);
  }

  @Test
  void messagesGoOnWithTheNewWorkWhereThatIsWanted() {
    var before = to(to(List.of(), FORM, CMS), FORM.in(2), CMS.in(2).image('b'));

    var roads =
        Handover.roads(
            before,
            Map.of(),
            List.of(FORM.in(3).build(), CMS.in(3).image('c').build()),
            OnTheWay.SWITCH);

    assertThat(roads.get(1).edition(1)).containsSame(roads.get(1));
    assertThat(roads.get(1).editions().earlier()).isEmpty();
  }

  @Test
  void stepThatComesInBetweenMovesTheOneBehindItToAnotherRoad() {
    var before = to(List.of(), FORM, CMS);

    var roads =
        to(
            before,
            FORM.in(2),
            aStep("shape").after("form").in(2),
            aStep("cms").after("shape").in(2));

    assertThat(roads)
        .extracting(StepAssignment::key)
        .containsExactly(key("form"), key("shape"), key("cms"), key("cms/1"));
    var shape = roads.get(1);
    var cms = roads.get(2);
    var old = roads.get(3);
    assertThat(shape.edition(1)).isEmpty();
    assertThat(cms.edition(1)).isEmpty();
    assertThat(cms.edition(2)).isPresent();
    assertThat(old.edition(1)).isPresent();
    assertThat(old.edition(2)).isEmpty();
    assertThat(old.workers().min()).isZero();
    assertThat(cms.group()).isNotEqualTo(old.group());
    assertThat(cms.parkedTopic()).isNotEqualTo(old.parkedTopic());
  }

  @Test
  void removedStepIsClearedAndItsNameTakesAnotherRoadLater() {
    var removed = to(to(List.of(), FORM, CMS), FORM.in(2));
    var again = to(removed, FORM.in(3), CMS.in(3));

    assertThat(removed).extracting(StepAssignment::key).containsExactly(key("form"), key("cms/1"));
    assertThat(again)
        .extracting(StepAssignment::key)
        .containsExactly(key("form"), key("cms"), key("cms/1"));
    assertThat(again.get(1).editions().road()).isEqualTo(2);
    assertThat(again.get(1).edition(2)).isEmpty();
  }

  @Test
  void numberOfAnEndedRoadIsNotGivenAgain() {
    var cleared = to(List.of(), FORM);

    var again = to(cleared, Map.of(new StepName("cms"), 3), FORM.in(3), CMS.in(3));

    assertThat(again.get(1).editions().road()).isEqualTo(4);
    assertThat(again.get(1).edition(2)).isEmpty();
  }

  @Test
  void oldestEditionKeptStandsForThoseBeforeIt() {
    var roads = to(List.of(), FORM, CMS);
    for (int revision = 2; revision <= 30; revision++) {
      roads = to(roads, FORM.in(revision), CMS.in(revision).image(revision % 2 == 0 ? 'b' : 'c'));
    }

    var cms = roads.get(1);
    assertThat(cms.editions().earlier()).hasSize(Handover.MOST_EDITIONS);
    assertThat(cms.edition(1)).isPresent();
    assertThat(cms.edition(29).orElseThrow().revision()).isEqualTo(29);
  }

  private static List<StepAssignment> to(List<StepAssignment> before, Steps... next) {
    return to(before, Map.of(), next);
  }

  private static List<StepAssignment> to(
      List<StepAssignment> before, Map<StepName, Integer> ended, Steps... next) {
    return Handover.roads(
        before, ended, Arrays.stream(next).map(Steps::build).toList(), OnTheWay.FINISH);
  }

  private static String key(String step) {
    return Steps.FLOW + "/" + step;
  }
}
