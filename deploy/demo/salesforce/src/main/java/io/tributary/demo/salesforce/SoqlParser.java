package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.Soql.Condition;
import io.tributary.demo.salesforce.Soql.Item;
import io.tributary.demo.salesforce.Soql.Literal;
import io.tributary.demo.salesforce.Soql.Order;
import io.tributary.demo.salesforce.Soql.Query;
import io.tributary.demo.salesforce.SoqlTokens.Kind;
import io.tributary.demo.salesforce.SoqlTokens.Token;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Reads a query by descent. Keywords are told apart from names by where they stand. */
final class SoqlParser {
  private static final int LONGEST = 100_000;

  private final String source;
  private final List<Token> tokens;
  private final DayLiterals days;
  private int at;

  private SoqlParser(String source, Instant now) {
    this.source = source;
    this.tokens = SoqlTokens.of(source);
    this.days = new DayLiterals(now);
  }

  static Query parsed(String source, Instant now) {
    if (source.length() > LONGEST) {
      throw new Problem(400, "QUERY_TOO_COMPLICATED", "The query is longer than 100,000 letters");
    }
    var parser = new SoqlParser(source, now);
    var query = parser.query();
    parser.check(parser.peek().kind() == Kind.END);
    return query;
  }

  private Query query() {
    expectWord("SELECT");
    var select = new ArrayList<Item>();
    do {
      select.add(item());
    } while (sign(","));
    expectWord("FROM");
    var from = expect(Kind.WORD).text();
    var where = new ArrayList<Condition>();
    if (word("WHERE")) {
      where.add(condition());
    }
    var order = new ArrayList<Order>();
    if (word("ORDER")) {
      expectWord("BY");
      do {
        order.add(order());
      } while (sign(","));
    }
    var limit = word("LIMIT") ? OptionalInt.of(whole()) : OptionalInt.empty();
    int offset = word("OFFSET") ? whole() : 0;
    if (offset > 2000) {
      throw new Problem(400, "NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is 2000");
    }
    return new Query(select, from, where, order, limit, offset);
  }

  private Item item() {
    if (sign("(")) {
      var children = query();
      expectSign(")");
      return new Item.Children(children);
    }
    var name = expect(Kind.WORD);
    if (!sign("(")) {
      return path(name);
    }
    if (name.text().equalsIgnoreCase("COUNT") && sign(")")) {
      return new Item.Count();
    }
    if (name.text().equalsIgnoreCase("FIELDS")) {
      var group = expect(Kind.WORD).text();
      expectSign(")");
      return new Item.Group(group);
    }
    throw SoqlTokens.malformed(source, name.position(), "unknown function: " + name.text());
  }

  /** Without parentheses AND and OR do not stand in one row. */
  private Condition condition() {
    var first = factor();
    var all = new ArrayList<>(List.of(first));
    if (isWord("AND")) {
      while (word("AND")) {
        all.add(factor());
      }
      check(!isWord("OR"));
      return new Condition.And(all);
    }
    if (isWord("OR")) {
      while (word("OR")) {
        all.add(factor());
      }
      check(!isWord("AND"));
      return new Condition.Or(all);
    }
    return first;
  }

  private Condition factor() {
    if (word("NOT")) {
      return new Condition.Not(factor());
    }
    if (sign("(")) {
      var inner = condition();
      expectSign(")");
      return inner;
    }
    return comparison(path(expect(Kind.WORD)));
  }

  private Condition comparison(Item.Path path) {
    if (word("LIKE")) {
      return new Condition.Compare(path, "LIKE", literal());
    }
    boolean negated = word("NOT");
    if (word("IN")) {
      return new Condition.In(path, negated, list());
    }
    check(!negated);
    var operator = expect(Kind.SIGN);
    if (!List.of("=", "!=", "<", ">", "<=", ">=").contains(operator.text())) {
      throw unexpected(operator);
    }
    return new Condition.Compare(path, operator.text(), literal());
  }

  private List<Literal> list() {
    expectSign("(");
    var values = new ArrayList<Literal>();
    do {
      values.add(literal());
    } while (sign(","));
    expectSign(")");
    return values;
  }

  private Literal literal() {
    var token = next();
    return switch (token.kind()) {
      case TEXT -> new Literal.Text(token.text());
      case NUMBER -> number(token);
      case WORD -> named(token);
      case SIGN, END -> throw unexpected(token);
    };
  }

  private Literal number(Token token) {
    var text = token.text();
    try {
      if (text.indexOf('T') > 0) {
        return new Literal.DateTime(
            Times.parsed(text).orElseThrow(() -> new DateTimeException("no date with time")));
      }
      return text.indexOf('-') > 0
          ? new Literal.Date(LocalDate.parse(text))
          : new Literal.Number(new BigDecimal(text));
    } catch (DateTimeException | NumberFormatException broken) {
      throw SoqlTokens.malformed(source, token.position(), "not a number or date: " + text);
    }
  }

  private Literal named(Token token) {
    return switch (token.text().toUpperCase(java.util.Locale.ROOT)) {
      case "NULL" -> new Literal.Null();
      case "TRUE" -> new Literal.Bool(true);
      case "FALSE" -> new Literal.Bool(false);
      default -> days.read(token.text()).orElseThrow(() -> unexpected(token));
    };
  }

  private Order order() {
    var path = path(expect(Kind.WORD));
    boolean descending = word("DESC");
    if (!descending) {
      word("ASC");
    }
    boolean nullsLast = false;
    if (word("NULLS")) {
      nullsLast = word("LAST");
      if (!nullsLast) {
        expectWord("FIRST");
      }
    }
    return new Order(path, descending, nullsLast);
  }

  private Item.Path path(Token token) {
    return new Item.Path(List.of(token.text().split("\\.")), token.position());
  }

  private int whole() {
    var token = expect(Kind.NUMBER);
    try {
      return Integer.parseUnsignedInt(token.text());
    } catch (NumberFormatException broken) {
      throw unexpected(token);
    }
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    return tokens.get(peek().kind() == Kind.END ? at : at++);
  }

  private boolean isWord(String word) {
    return peek().kind() == Kind.WORD && peek().text().equalsIgnoreCase(word);
  }

  private boolean word(String word) {
    boolean there = isWord(word);
    at += there ? 1 : 0;
    return there;
  }

  private boolean sign(String sign) {
    boolean there = peek().kind() == Kind.SIGN && peek().text().equals(sign);
    at += there ? 1 : 0;
    return there;
  }

  private Token expect(Kind kind) {
    check(peek().kind() == kind);
    return next();
  }

  private void expectWord(String word) {
    check(word(word));
  }

  private void expectSign(String sign) {
    check(sign(sign));
  }

  private void check(boolean holds) {
    if (!holds) {
      throw unexpected(peek());
    }
  }

  private Problem unexpected(Token token) {
    var what = token.kind() == Kind.END ? "<EOF>" : token.text();
    return SoqlTokens.malformed(source, token.position(), "unexpected token: '" + what + "'");
  }
}
