package io.tributary.runtime.hooks;

import io.tributary.contracts.steps.HookRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Words a request for the trigger. */
final class HookRequests {
  private HookRequests() {}

  /**
   * The request as the trigger gets it.
   *
   * @param credential header that held a secret, in lower case: it does not travel with the message
   */
  static HookRequest of(
      HttpServletRequest request, String id, TakeBody.Taken body, Optional<String> credential) {
    String address = "/hooks/" + id;
    String uri = request.getRequestURI();
    int at = uri.indexOf(address);
    String contentType = request.getContentType();
    return new HookRequest(
        request.getMethod(),
        at < 0 ? "" : uri.substring(at + address.length()),
        query(request.getQueryString()),
        headers(request, credential),
        contentType == null ? "" : contentType,
        body instanceof TakeBody.Taken.Small(var bytes)
            ? Base64.getEncoder().encodeToString(bytes)
            : "",
        body instanceof TakeBody.Taken.Large(var large) ? large : null);
  }

  /** From the address alone: the body is the flow's, also where it is a form. */
  private static Map<String, List<String>> query(@Nullable String text) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    if (text == null || text.isEmpty()) {
      return query;
    }
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      query.computeIfAbsent(name, unseen -> new ArrayList<>()).add(value);
    }
    return query;
  }

  private static Map<String, List<String>> headers(
      HttpServletRequest request, Optional<String> credential) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
    }
    // A visitor's cookies for the platform are no business of a tenant's flow.
    headers.remove("cookie");
    credential.ifPresent(headers::remove);
    return headers;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
