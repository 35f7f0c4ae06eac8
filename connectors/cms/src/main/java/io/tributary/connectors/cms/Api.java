package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Sends to one site and reads what it answers.
 *
 * @param product as people call it
 * @param authorization the header's value; empty to ask as anybody
 */
record Api(String product, Optional<Secret> authorization) {
  /** A page of entries is asked for in smaller pieces where it is larger. */
  static final int USUAL_SIZE = 4 * 1024 * 1024;

  private static final int LARGEST = 16 * 1024 * 1024;

  /** As {@link #attempt}; every refusal is sorted. */
  Answer send(URI uri, Call call, String place) {
    try {
      return attempt(uri, call);
    } catch (ApiRefusal refusal) {
      throw refusal.sorted(place);
    }
  }

  /** As {@link #attempt(URI, Call, int)}, for what cannot be asked for in smaller pieces. */
  Answer attempt(URI uri, Call call) {
    try {
      return attempt(uri, call, LARGEST);
    } catch (TooLarge large) {
      throw new GiveUp(large.getMessage() + ". Ask for less of it", large);
    }
  }

  /**
   * For those who know what some refusals mean.
   *
   * @throws ApiRefusal what was answered in the place of what was asked for
   * @throws TooLarge if the answer is
   */
  Answer attempt(URI uri, Call call, int most) {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(call.timeout())
            .method(call.method(), call.body().get())
            .header("Accept", "application/json")
            // Some firewalls refuse the name of the JDK's client.
            .header("User-Agent", "Tributary-CMS/1.0");
    call.headers().forEach(request::header);
    authorization.ifPresent(secret -> request.header("Authorization", secret.reveal()));
    var answer = Wire.send(request.build());
    var bytes = bytes(answer, most);
    int status = answer.statusCode();
    if (status >= 300 && status < 400) {
      throw moved(answer);
    }
    if (status >= 400) {
      throw ApiRefusal.of(product, status, answer.headers(), bytes);
    }
    return new Answer(status, answer.headers(), tree(status, answer, bytes));
  }

  private byte[] bytes(HttpResponse<InputStream> answer, int most) {
    try (var body = answer.body()) {
      var bytes = body.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new TooLarge("%s answers with more than %d MiB".formatted(product, most >> 20));
      }
      return bytes;
    } catch (IOException failure) {
      throw new RetryLater(product + "'s answer broke off: " + failure.getMessage(), failure);
    }
  }

  private JsonNode tree(int status, HttpResponse<InputStream> answer, byte[] bytes) {
    if (bytes.length == 0) {
      return Tree.MAPPER.createObjectNode();
    }
    try {
      var tree = Tree.MAPPER.readTree(bytes);
      if (tree.isContainer()) {
        return tree;
      }
    } catch (JacksonException page) {
      // A page for people.
    }
    throw ApiRefusal.page(product, status, answer.headers());
  }

  /** A redirect would take the password along: the address is to be corrected instead. */
  private GiveUp moved(HttpResponse<InputStream> answer) {
    return new GiveUp(
        ("connection#/url: %s answers that it has moved to %s. Write that address (https, with or"
                + " without www)")
            .formatted(product, answer.headers().firstValue("location").orElse("elsewhere")));
  }
}
