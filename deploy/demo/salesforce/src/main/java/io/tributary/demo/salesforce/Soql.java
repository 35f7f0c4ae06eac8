package io.tributary.demo.salesforce;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;

/** A query as it was written, in parts. */
final class Soql {
  private Soql() {}

  /**
   * A whole query.
   *
   * @param limit empty: all
   */
  record Query(
      List<Item> select,
      String from,
      List<Condition> where,
      List<Order> order,
      OptionalInt limit,
      int offset) {

    boolean isCount() {
      return select.size() == 1 && select.getFirst() instanceof Item.Count;
    }
  }

  /** What a query gives of each record. */
  sealed interface Item {
    /** A field, perhaps of a parent: Account.Owner.Name. */
    record Path(List<String> names, int position) implements Item {}

    /** FIELDS(ALL), FIELDS(STANDARD), FIELDS(CUSTOM). */
    record Group(String name) implements Item {}

    record Children(Query query) implements Item {}

    record Count() implements Item {}
  }

  /** What a record must be like. */
  sealed interface Condition {
    record And(List<Condition> all) implements Condition {}

    record Or(List<Condition> any) implements Condition {}

    record Not(Condition one) implements Condition {}

    record Compare(Item.Path path, String operator, Literal value) implements Condition {}

    record In(Item.Path path, boolean negated, List<Literal> values) implements Condition {}
  }

  /** A value as a query writes it. */
  sealed interface Literal {
    record Null() implements Literal {}

    record Text(String value) implements Literal {}

    record Number(BigDecimal value) implements Literal {}

    record Bool(boolean value) implements Literal {}

    record DateTime(Instant value) implements Literal {}

    record Date(LocalDate value) implements Literal {}

    /** Such as TODAY or LAST_N_DAYS:7: from this day on, before that one. */
    record Days(LocalDate from, LocalDate before) implements Literal {}
  }

  record Order(Item.Path path, boolean descending, boolean nullsLast) {}
}
