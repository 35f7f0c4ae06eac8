package io.tributary.faults.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.faults.history.Sending;
import io.tributary.faults.history.Sending.Result;
import io.tributary.faults.traffic.Letters;
import io.tributary.faults.traffic.StopWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PosterTest {
  private final Letters letters = new Letters("run", "client", 7, 10, _ -> Map.of());
  private HttpServer door;

  @BeforeEach
  void opens() throws IOException {
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.start();
  }

  @AfterEach
  void closes() {
    door.stop(0);
  }

  @Test
  void whatWasAcceptedMustArriveAndWhatAFullFlowRefusedMustNot() throws Exception {
    assertThat(results(posted(202, "")).getFirst()).isEqualTo(Result.OK);
    assertThat(results(posted(429, "5")).getFirst()).isEqualTo(Result.FAIL);
    assertThat(results(posted(503, "2")).getFirst()).isEqualTo(Result.INFO);
  }

  @Test
  void whereNobodyListensNothingWasStored() throws Exception {
    var address = address();
    door.stop(0);

    var poster = post(address);

    assertThat(results(poster)).containsExactly(Result.FAIL);
    assertThat(poster.byStatus()).containsExactly(Map.entry(0, 1L));
    assertThat(poster.broken()).isEmpty();
  }

  @Test
  void ofAnAnswerThatWasBrokenOffNothingIsKnown() throws Exception {
    door.createContext("/", exchange -> exchange.close());

    assertThat(results(post(address()))).containsExactly(Result.INFO);
  }

  @Test
  void callersInTroubleMustBeToldWhenToComeAgain() throws Exception {
    assertThat(posted(503, "2").broken()).isEmpty();
    assertThat(posted(503, "").broken()).singleElement().asString().contains("503", "Retry-After");
    assertThat(posted(500, "").broken()).singleElement().asString().contains("500");
  }

  @Test
  void oneEventIsPostedSeveralTimesUnderOneId() throws Exception {
    var ids = new ConcurrentLinkedQueue<String>();
    var answers = new ConcurrentLinkedQueue<>(List.of(503, 202, 429));
    door.createContext(
        "/",
        exchange -> {
          ids.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          exchange.getResponseHeaders().add("Retry-After", "1");
          exchange.sendResponseHeaders(answers.poll(), -1);
          exchange.close();
        });

    var poster = new Poster(address(), 1, StopWatch.startNow(Clock.systemUTC()), 3);
    poster.send(letters.next());
    poster.close();

    assertThat(ids).hasSize(3).containsOnly(ids.peek());
    assertThat(results(poster)).as("one of them was stored").containsExactly(Result.OK);
  }

  private Poster posted(int status, String retryAfter) throws Exception {
    var context =
        door.createContext(
            "/",
            exchange -> {
              if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
              }
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            });
    try {
      return post(address());
    } finally {
      door.removeContext(context);
    }
  }

  private Poster post(String address) throws Exception {
    try (var poster = new Poster(address, 2, StopWatch.startNow(Clock.systemUTC()))) {
      poster.send(letters.next());
      return poster;
    }
  }

  private String address() {
    return "http://127.0.0.1:" + door.getAddress().getPort() + "/hooks/one";
  }

  private static List<Result> results(Poster poster) {
    return poster.sendings().stream().map(Sending::result).toList();
  }
}
