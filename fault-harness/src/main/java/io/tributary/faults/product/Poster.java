package io.tributary.faults.product;

import io.tributary.faults.history.Mark;
import io.tributary.faults.history.Sending;
import io.tributary.faults.history.Sending.Result;
import io.tributary.faults.traffic.Letter;
import io.tributary.faults.traffic.StopWatch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Clients that post messages to a webhook and write down what they heard. None posts a message a
 * second time, so that a double one is never theirs.
 */
public final class Poster implements AutoCloseable {
  private static final int NOBODY_ANSWERED = 0;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final URI hook;
  private final StopWatch watch;
  private final SynchronousQueue<Letter> waiting = new SynchronousQueue<>();
  private final ConcurrentLinkedQueue<Post> posts = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean closed;

  public Poster(String hook, int clients, StopWatch watch) {
    this.hook = URI.create(hook);
    this.watch = watch;
    for (int i = 0; i < clients; i++) {
      this.clients.add(Thread.ofPlatform().daemon().name("poster-" + i).start(this::run));
    }
  }

  /**
   * A post and its answer.
   *
   * @param status 0 where there was no answer
   * @param asksForPatience whether the answer had {@code Retry-After}
   */
  public record Post(Sending sending, int status, boolean asksForPatience, long tookMillis) {
    /** When the answer was there, milliseconds of the watch. */
    public long endedAt() {
      return sending.invokedAt() + tookMillis;
    }
  }

  /** Returns when a client has taken it. */
  public void send(Letter letter) throws InterruptedException {
    waiting.put(letter);
  }

  public List<Post> posts() {
    return List.copyOf(posts);
  }

  public List<Sending> sendings() {
    return posts.stream().map(Post::sending).toList();
  }

  /** Those that must arrive. */
  public Set<Mark> accepted() {
    var marks = new HashSet<Mark>();
    for (var post : posts) {
      if (post.sending().result() == Result.OK) {
        marks.add(post.sending().mark());
      }
    }
    return marks;
  }

  /** Answers by status; 0 = none. */
  public Map<Integer, Long> byStatus() {
    return posts.stream()
        .collect(Collectors.groupingBy(Post::status, TreeMap::new, Collectors.counting()));
  }

  /** Sentences where an answer was none of those that a caller may get. */
  public List<String> broken() {
    var broken = new ArrayList<String>();
    for (var post : posts) {
      boolean mayBe =
          post.status() == NOBODY_ANSWERED
              || post.status() / 100 == 2
              || ((post.status() == 503 || post.status() == 429) && post.asksForPatience());
      if (!mayBe && broken.size() < 5) {
        broken.add(
            "a post at %d ms was answered %d%s"
                .formatted(
                    post.sending().invokedAt(),
                    post.status(),
                    post.asksForPatience() ? "" : " without Retry-After"));
      }
    }
    return broken;
  }

  /** Waits until something is known of every call. */
  @Override
  public void close() {
    closed = true;
    try {
      for (var client : clients) {
        client.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!closed) {
        var letter = waiting.poll(100, TimeUnit.MILLISECONDS);
        if (letter != null) {
          posts.add(post(letter));
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Post post(Letter letter) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(hook)
            .timeout(Duration.ofSeconds(40))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(letter.body()))
            .build();
    long invokedAt = watch.millis();
    int status = NOBODY_ANSWERED;
    boolean patience = false;
    var result = Result.INFO;
    try {
      var answer = http.send(request, BodyHandlers.discarding());
      status = answer.statusCode();
      patience = answer.headers().firstValue("Retry-After").isPresent();
      result = heard(status);
    } catch (ConnectException | HttpConnectTimeoutException nobodyThere) {
      result = Result.FAIL;
    } catch (IOException brokenOff) {
      // It may have been stored before the answer was lost.
      result = Result.INFO;
    }
    return new Post(
        new Sending(letter.mark(), letter.parts(), invokedAt, result),
        status,
        patience,
        watch.millis() - invokedAt);
  }

  /** A full flow refuses before it stores; of a broker that is away nobody knows. */
  private static Result heard(int status) {
    if (status / 100 == 2) {
      return Result.OK;
    }
    return status == 429 ? Result.FAIL : Result.INFO;
  }
}
