package io.tributary.foundation.leaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.membership.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeleteOwnedTest {
  private static final OrganizationName ACME = new OrganizationName("acme");

  private final Things topics = new Things(2);
  private final Things rows = new Things(1);
  private final DeleteOwned deleteOwned = new DeleteOwned(new Gone(), List.of(topics, rows));

  @Test
  void itIsAskedForUntilNothingIsLeftAndThenNoMore() {
    for (int look = 0; look < 5; look++) {
      deleteOwned.delete();
    }

    assertThat(topics.asked).containsExactly(ACME, ACME, ACME);
    assertThat(rows.left).isZero();
  }

  @Test
  void whereOneCannotGoOnTheRestWaits() {
    topics.away = true;
    deleteOwned.delete();
    assertThat(rows.asked).as("rows lead to topics").isEmpty();

    topics.away = false;
    for (int look = 0; look < 3; look++) {
      deleteOwned.delete();
    }

    assertThat(topics.left + rows.left).isZero();
  }

  /** One goes at a time. */
  private static final class Things implements Owned {
    private final List<OrganizationName> asked = new ArrayList<>();
    private boolean away;
    private int left;

    Things(int left) {
      this.left = left;
    }

    @Override
    public long delete(OrganizationName organization) {
      if (away) {
        throw new IllegalStateException("the broker is away");
      }
      asked.add(organization);
      if (left == 0) {
        return 0;
      }
      left--;
      return 1;
    }
  }

  private record Gone() implements Memberships {
    @Override
    public Optional<Standing> of(OrganizationName organization, Caller caller) {
      return Optional.empty();
    }

    @Override
    public boolean isStopped(OrganizationName organization) {
      return true;
    }

    @Override
    public Set<OrganizationName> gone() {
      return Set.of(ACME);
    }
  }
}
