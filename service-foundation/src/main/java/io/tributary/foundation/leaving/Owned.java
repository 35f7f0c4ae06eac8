package io.tributary.foundation.leaving;

import io.tributary.contracts.names.OrganizationName;
import java.io.IOException;
import java.util.List;

/**
 * Something that organizations own, in one place of a service. Beans of it are asked in their
 * order, which is the order of deleting.
 */
public interface Owned {

  /**
   * So many things under one name.
   *
   * @param name as people call them, in the plural
   */
  record Holding(String name, long count) {}

  /**
   * What stays when the organization has gone.
   *
   * @param why a sentence for its owner
   */
  record Stay(String what, String why) {}

  /** What would be deleted with the organization; what people never see is not counted. */
  default List<Holding> holdings(OrganizationName organization) {
    return List.of();
  }

  /** What would not be deleted. */
  default List<Stay> stays(OrganizationName organization) {
    return List.of();
  }

  /**
   * Writes all of it that says anything to people, without secrets; of bookkeeping that is nothing.
   *
   * @throws IOException where the reader has gone
   */
  default void export(OrganizationName organization, Archive archive) throws IOException {}

  /**
   * Deletes what can be deleted by now, of an organization that is no more. It is called again
   * until nothing is left, also after a crash.
   *
   * @return how many things it found to delete; 0 = there was nothing left
   */
  long delete(OrganizationName organization);
}
