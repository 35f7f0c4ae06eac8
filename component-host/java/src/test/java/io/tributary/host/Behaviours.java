package io.tributary.host;

import io.tributary.sdk.Action;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Reply;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The test component that the protocol test asks for. */
public final class Behaviours implements Action<Map<String, Object>> {
  private record Login(String user, Secret password) {}

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) throws Exception {
    var value = input.get("value");
    switch (String.valueOf(input.get("do"))) {
      case "emit" -> emit(input, out);
      case "fail" -> throw failure(input);
      case "wait" -> new CountDownLatch(1).await();
      case "reply" -> context.reply(Reply.text(201, "" + value).withHeader("X-Kind", "test"));
      case "save" -> {
        var before = context.snapshot().read(Object.class);
        context.snapshot().save(value);
        out.emit(before);
      }
      case "read" -> {
        var body = context.bodies().of(Objects.requireNonNull(input.get("body")));
        try (var content = body.open()) {
          out.emit(content.transferTo(OutputStream.nullOutputStream()));
        }
      }
      case "write" -> {
        int size = (Integer) Objects.requireNonNull(input.get("size"));
        out.emit(context.bodies().write(new ByteArrayInputStream(new byte[size])));
      }
      case "print" -> System.out.println(value);
      case "connection" -> {
        var login = context.connection(Login.class);
        context.log().info("logging in as {} with {}", login.user(), login.password().reveal());
        out.emit(login.user());
      }
      case "context" ->
          out.emit(
              Map.of(
                  "execution", context.execution(),
                  "idempotencyKey", context.idempotencyKey(),
                  "attempt", context.attempt()));
      default -> throw new GiveUp("unknown behaviour " + input);
    }
  }

  private static void emit(Map<String, Object> input, Emitter out) {
    int times = (Integer) input.getOrDefault("times", 1);
    var key = Optional.ofNullable(input.get("key"));
    for (int i = 0; i < times; i++) {
      if (key.isPresent()) {
        out.emit("" + key.get(), input.get("value"));
      } else {
        out.emit(input.get("value"));
      }
    }
  }

  private static Exception failure(Map<String, Object> input) {
    var message = "" + input.get("message");
    return switch ("" + input.get("kind")) {
      case "retry-later" ->
          input.get("retryAfterMs") instanceof Integer wait
              ? new RetryLater(message, Duration.ofMillis(wait))
              : new RetryLater(message);
      case "give-up" -> new GiveUp(message);
      case "connection-refused" -> new ConnectionRefused(message);
      default -> new java.io.IOException(message);
    };
  }
}
