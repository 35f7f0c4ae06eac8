package io.tributary.host.training;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Reply;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.SimpleDateFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;

/** Stands in the component's place during the training, and does what components do. */
public final class Rehearsal implements Action<Rehearsal.Input> {
  static final String HOST = "training.invalid";

  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** What is done where a class is named: the JDK looks much of itself up at the first use. */
  private static final Map<String, Habit> HABITS =
      Map.of(
          HttpClient.class.getName(), Rehearsal::askOverHttp,
          Socket.class.getName(), Rehearsal::connect,
          Logger.class.getName(), () -> Logger.getLogger("training").fine("rehearsed"),
          MessageDigest.class.getName(), () -> MessageDigest.getInstance("SHA-256").digest(),
          SimpleDateFormat.class.getName(),
              () -> new SimpleDateFormat("EEE, d MMM yyyy", Locale.US).format(new Date(0)));

  private interface Habit {
    void rehearse() throws Exception;
  }

  /** Something of everything that authors' records hold. */
  public record Input(
      Kind kind, String title, Optional<String> note, List<Line> lines, Map<String, Object> more) {}

  /** One of several. */
  public record Line(String name, int count) {}

  /** Which way the message goes. */
  public enum Kind {
    SUCCEEDS,
    FAILS
  }

  private record Fields(String classes) {}

  private record Login(String user, Secret password) {}

  @Override
  public void run(Input input, Context context, Emitter out) throws Exception {
    if (input.kind() == Kind.FAILS) {
      throw new RetryLater("rehearsed", new IOException("rehearsed"));
    }
    for (var name : load(Path.of(context.fields(Fields.class).classes()))) {
      var habit = HABITS.get(name);
      if (habit != null) {
        habit.rehearse();
      }
    }
    var login = context.connection(Login.class);
    context.log().info("rehearsing as {}", login.user());
    context.snapshot().read(Map.class);
    context.snapshot().save(Map.of("seen", 2));
    out.emit(input);
    out.emit("key", Map.of("title", input.title(), "lines", input.lines()));
    context.reply(Reply.json(200, Map.of("ok", true)).withHeader("Location", "/1"));
  }

  /** Without initializing one: of the component, nothing runs. */
  private static List<String> load(Path names) throws IOException {
    var loaded = new ArrayList<String>();
    for (var name : Files.readAllLines(names)) {
      try {
        Class.forName(name, false, Rehearsal.class.getClassLoader());
        loaded.add(name);
      } catch (ClassNotFoundException | LinkageError missing) {
        // Half of all libraries refer to what is there in other places only.
      }
    }
    return loaded;
  }

  private static void askOverHttp() throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      for (var scheme : List.of("http", "https")) {
        var request =
            HttpRequest.newBuilder(URI.create(scheme + "://" + HOST + "/"))
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        try {
          client.send(request, BodyHandlers.ofString());
        } catch (IOException unlike) {
          // Nobody there speaks TLS; the client's side of the greeting is what counts.
        }
      }
    }
  }

  private static void connect() throws IOException {
    try (var socket = new Socket(HOST, 80)) {
      socket.setSoTimeout((int) LIMIT.toMillis());
      socket.getOutputStream().write("EHLO\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().read();
    }
  }
}
