package io.tributary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.sdk.Action;
import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.LargeBody;
import io.tributary.sdk.PollingTrigger;
import io.tributary.sdk.Reply;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTest {
  record Order(String id, int amount, Optional<String> note, List<String> tags) {}

  record Receipt(String id, int total) {}

  record Login(String user, Secret password) {}

  private static final class Book implements Action<Order> {
    @Override
    public void run(Order order, Context context, Emitter out) {
      if (order.amount() < 0) {
        throw new RetryLater("bank closed", Duration.ofSeconds(9));
      }
      context.log().info("booked {} for {}", order.id(), context.connection(Login.class).user());
      out.emit(order.id(), new Receipt(order.id(), order.amount() * 2));
      context.reply(Reply.json(202, Map.of("tags", order.tags())));
    }
  }

  private final Run book =
      Run.action(new Book()).withConnection(Map.of("user", "ada", "password", "enchantress"));

  @Test
  void showsEverythingAnActionDid() {
    var result = book.on("{\"id\": \"o1\", \"amount\": 4, \"tags\": \"new\"}");

    assertThat(result.only().as(Receipt.class)).isEqualTo(new Receipt("o1", 8));
    assertThat(result.only().key()).contains("o1");
    assertThat(result.logs()).containsExactly("booked o1 for ada");
    assertThat(result.reply().orElseThrow().body()).isEqualTo("{\"tags\":[\"new\"]}");
    assertThat(result.reply().orElseThrow().status()).isEqualTo(202);
  }

  @Test
  void missingComponentOfARecordIsGivenUpWithItsPlace() {
    assertThat(book.on("{\"amount\": 4}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class, given -> assertThat(given.message()).startsWith("input#/id: "));
    assertThat(book.on("{\"id\": null, \"amount\": 4}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class, given -> assertThat(given.message()).startsWith("input#/id: "));
    assertThat(book.on("{\"id\": \"o1\", \"amount\": \"many\"}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).startsWith("input#/amount: "));
    assertThat(book.on("{\"id\": \"o1\"}").outcome())
        .isInstanceOfSatisfying(
            Outcome.GivenUp.class,
            given -> assertThat(given.message()).startsWith("input#/amount: "));
  }

  @Test
  void keepsTheWaitOfARetry() {
    assertThat(book.on(Map.of("id", "o1", "amount", -1)).outcome())
        .isEqualTo(new Outcome.RetriedLater("bank closed", Optional.of(Duration.ofSeconds(9))));
  }

  @Test
  void mapsAsAFlowDoes() {
    var mapped =
        book.withMapping("{\"id\": nr, \"amount\": $sum(lines.price), \"note\": $steps.form.text}")
            .withSteps("{\"form\": {\"text\": \"hi\"}}");

    var result = mapped.on("{\"nr\": \"o2\", \"lines\": [{\"price\": 1}, {\"price\": 2}]}");

    assertThat(result.only().as(Receipt.class).total()).isEqualTo(6);
  }

  @Test
  void pollsFromTheSnapshot() {
    PollingTrigger counting =
        (context, out) -> {
          int last = context.snapshot().read(Integer.class).orElse(0);
          out.emit(last + 1);
          context.snapshot().save(last + 1);
        };

    var first = Run.polling(counting).poll();
    var second = Run.polling(counting).withSnapshot(first.snapshot().orElseThrow()).poll();

    assertThat(first.only().json()).isEqualTo("1");
    assertThat(second.only().json()).isEqualTo("2");
  }

  @Test
  void checksAConnection() {
    ConnectionCheck check =
        setup ->
            setup.connection(Login.class).password().reveal().equals("right")
                ? new ConnectionCheck.Outcome.Works("ada")
                : new ConnectionCheck.Outcome.Refused("password", "is wrong: type it again");

    assertThat(Run.check(check).withConnection(Map.of("user", "a", "password", "right")).check())
        .isEqualTo(new ConnectionCheck.Outcome.Works("ada"));
    assertThat(Run.check(check).withConnection(Map.of("user", "a", "password", "no")).check())
        .isEqualTo(new ConnectionCheck.Outcome.Refused("password", "is wrong: type it again"));
  }

  @Test
  void brokenMappingIsToldAtOnce() {
    assertThatThrownBy(() -> book.withMapping("{").on("{}"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the component cannot start: mapping: ");
  }

  record Export(String name, LargeBody content) {}

  private static final class Copy implements Action<Export> {
    @Override
    public void run(Export export, Context context, Emitter out) throws Exception {
      try (var content = export.content().open()) {
        out.emit(new Export(export.name(), context.bodies().write(content)));
      }
    }
  }

  @Test
  void largeBodiesAreReadAndStored() {
    var content = new byte[2_500_000];
    new java.util.Random(7).nextBytes(content);
    var bodies = new HashMap<String, byte[]>(Map.of("export", content));

    var result =
        Run.action(new Copy())
            .withLargeBodies(bodies)
            .on(Map.of("name", "all", "content", Run.largeBody("export", content)));

    assertThat(result.only().asMap().get("content")).isEqualTo(Run.largeBody("stored-2", content));
    assertThat(bodies.get("stored-2")).isEqualTo(content);
  }

  @Test
  void aLargeBodyThatIsNotThereIsGivenUp() {
    var result =
        Run.action(new Copy())
            .on(Map.of("name", "all", "content", Run.largeBody("gone", new byte[3])));

    assertThat(result.outcome()).isInstanceOf(Outcome.GivenUp.class);
  }
}
