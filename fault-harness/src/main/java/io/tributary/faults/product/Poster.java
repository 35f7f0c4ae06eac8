package io.tributary.faults.product;

import io.tributary.faults.history.Mark;
import io.tributary.faults.history.Sending;
import io.tributary.faults.history.Sending.Result;
import io.tributary.faults.traffic.Letter;
import io.tributary.faults.traffic.StopWatch;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Clients that post messages to a webhook and write down what they heard. None posts a message a
 * second time, unless it is told to: then under one event id, which the webhook takes once.
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
  private final int repeats;
  private final SynchronousQueue<Letter> waiting = new SynchronousQueue<>();
  private final ConcurrentLinkedQueue<Post> posts = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean closed;

  public Poster(String hook, int clients, StopWatch watch) {
    this(hook, clients, watch, 1);
  }

  /**
   * Where one event is delivered more often than once.
   *
   * @param repeats how often each is posted, at the same time and under one event id
   */
  public Poster(String hook, int clients, StopWatch watch, int repeats) {
    this.repeats = repeats;
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
    return broken.stream().limit(5).toList();
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

  private Post post(Letter letter) {
    var request =
        HttpRequest.newBuilder(hook)
            .timeout(Duration.ofSeconds(40))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(letter.body()));
    if (repeats > 1) {
      request.header("webhook-id", "event-" + letter.mark().uuid());
    }
    long invokedAt = watch.millis();
    var calls =
        Stream.generate(() -> http.sendAsync(request.build(), BodyHandlers.discarding()))
            .limit(repeats)
            .map(call -> call.handle(Poster::heard))
            .toList();
    var heard = calls.stream().map(CompletableFuture::join).toList();
    long tookMillis = watch.millis() - invokedAt;
    heard.forEach(each -> judge(each, invokedAt));
    var best = heard.stream().min(Comparator.comparingInt(Heard::rank)).orElseThrow();
    return new Post(
        new Sending(letter.mark(), letter.parts(), invokedAt, best.result()),
        best.status(),
        best.asksForPatience(),
        tookMillis);
  }

  private void judge(Heard heard, long invokedAt) {
    boolean mayBe =
        heard.status() == NOBODY_ANSWERED
            || heard.status() / 100 == 2
            || ((heard.status() == 503 || heard.status() == 429) && heard.asksForPatience());
    if (!mayBe) {
      broken.add(
          "a post at %d ms was answered %d%s"
              .formatted(
                  invokedAt,
                  heard.status(),
                  heard.asksForPatience() ? "" : " without Retry-After"));
    }
  }

  /** What one call heard. */
  private record Heard(int status, boolean asksForPatience, Result result) {
    /** Stored by one call is stored; what nobody knows of one is not known of all. */
    int rank() {
      return switch (result) {
        case OK -> 0;
        case INFO -> 1;
        case FAIL -> 2;
      };
    }
  }

  private static Heard heard(@Nullable HttpResponse<Void> answer, @Nullable Throwable failed) {
    if (answer != null) {
      return new Heard(
          answer.statusCode(),
          answer.headers().firstValue("Retry-After").isPresent(),
          heard(answer.statusCode()));
    }
    // It may have been stored before the answer was lost; not where nobody listened.
    boolean nobodyThere =
        rootOf(failed) instanceof ConnectException
            || failed instanceof HttpConnectTimeoutException
            || (failed != null && failed.getCause() instanceof HttpConnectTimeoutException);
    return new Heard(NOBODY_ANSWERED, false, nobodyThere ? Result.FAIL : Result.INFO);
  }

  private static @Nullable Throwable rootOf(@Nullable Throwable failed) {
    return failed == null || failed.getCause() == null || failed instanceof ConnectException
        ? failed
        : rootOf(failed.getCause());
  }

  /** A full flow refuses before it stores; of a broker that is away nobody knows. */
  private static Result heard(int status) {
    if (status / 100 == 2) {
      return Result.OK;
    }
    return status == 429 ? Result.FAIL : Result.INFO;
  }
}
