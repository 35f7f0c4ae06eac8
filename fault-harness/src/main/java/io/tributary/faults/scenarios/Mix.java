package io.tributary.faults.scenarios;

import io.tributary.faults.host.Act;
import io.tributary.faults.host.Act.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the messages of a load ask for. */
public enum Mix {
  /** One in a hundred fails once or twice at some step, one in ten takes 20 to 300 ms there. */
  ORDINARY {
    @Override
    Map<String, Act> acts(Random chance) {
      var step = List.of("first", "second", "third").get(chance.nextInt(3));
      int share = chance.nextInt(100);
      if (share == 0) {
        return Map.of(step, new Act(Kind.FAIL, 1 + chance.nextInt(2)));
      }
      return share <= 10 ? Map.of(step, new Act(Kind.WAIT, 20 + chance.nextInt(280))) : Map.of();
    }
  },

  /** One in ten gives 30 to 60 outputs at the second step, five to a page. */
  PAGES {
    @Override
    Map<String, Act> acts(Random chance) {
      return chance.nextInt(10) == 0
          ? Map.of("second", new Act(Kind.PAGES, 30 + chance.nextInt(31)))
          : ORDINARY.acts(chance);
    }
  };

  abstract Map<String, Act> acts(Random chance);
}
