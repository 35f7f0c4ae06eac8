package io.tributary.runner.workers;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.contracts.workers.WorkerExit;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The runtime service's closed requests over HTTP, with the runner's own token. */
public final class HttpRuntime implements Workers, Connections {
  private static final Logger LOG = System.getLogger(HttpRuntime.class.getName());
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A first start may unpack an image's layers. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** A lease must not outlive its end because an answer does not come. */
  private static final Duration LEASE_PATIENCE = Duration.ofSeconds(10);

  /** The runtime's word that this is not lent; everything else is trouble, its own or ours. */
  private static final Set<Integer> REFUSALS = Set.of(403, 404, 409, 410);

  private static final int TOO_MANY = 429;

  private final HttpClient http;
  private final URI runtime;
  private final ServiceToken token;

  public HttpRuntime(HttpClient http, URI runtime, ServiceToken token) {
    this.http = http;
    this.runtime = runtime;
    this.token = token;
  }

  @Override
  public void start(WorkerRequest request) throws IOException, InterruptedException {
    var body = BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request));
    var response =
        send(request("/internal/v1/workers").header("Content-Type", "application/json").POST(body));
    if (response.statusCode() == TOO_MANY) {
      throw new NoRoom(words(response.body()).orElse("no more workers may be started now"));
    }
    succeeded(response);
  }

  @Override
  public Optional<WorkerExit> end(String worker) throws IOException, InterruptedException {
    var response = send(request("/internal/v1/workers/" + worker).DELETE());
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    succeeded(response);
    try {
      return response.body().length == 0
          ? Optional.empty()
          : Optional.of(JSON.readValue(response.body(), WorkerExit.class));
    } catch (JacksonException _) {
      // Neither text nor cause: both could hold a secret.
      LOG.log(Level.DEBUG, "how {0} ended cannot be read", worker);
      return Optional.empty();
    }
  }

  @Override
  public List<WorkerView> list() throws IOException, InterruptedException {
    var response = succeeded(send(request("/internal/v1/workers").GET()));
    try {
      return List.of(JSON.readValue(response.body(), WorkerView[].class));
    } catch (JacksonException broken) {
      throw new IOException("the list of workers cannot be read", broken);
    }
  }

  @Override
  public Lending lease(FlowId flow, StepName step, int revision)
      throws IOException, InterruptedException {
    var path = "/internal/v1/flows/" + flow + "/steps/" + step + "/connection?revision=" + revision;
    var response = send(request(path).timeout(LEASE_PATIENCE).GET());
    var refusal = refusal(response);
    if (refusal.isPresent()) {
      return new Lending.Refused(refusal.get());
    }
    succeeded(response);
    try {
      return new Lending.Lent(JSON.readValue(response.body(), ConnectionLease.class));
    } catch (JacksonException _) {
      // Neither text nor cause: both could hold a secret.
      throw new IOException("the connection lent for " + flow + "/" + step + " cannot be read");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(runtime + path)).timeout(PATIENCE);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var response = sendOnce(request);
    if (response.statusCode() == 401) {
      token.forget();
      response = sendOnce(request);
    }
    return response;
  }

  private HttpResponse<byte[]> sendOnce(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(
        request.setHeader("Authorization", "Bearer " + token.get()).build(),
        BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> succeeded(HttpResponse<byte[]> response) throws IOException {
    if (response.statusCode() / 100 != 2) {
      throw new IOException(
          "the runtime answered %d to %s %s%s"
              .formatted(
                  response.statusCode(),
                  response.request().method(),
                  response.request().uri().getPath(),
                  detail(response.body())));
    }
    return response;
  }

  private static String detail(byte[] body) {
    return words(body).map(words -> ": " + words).orElse("");
  }

  /** Only in the runtime's own words: something on the way may answer as well. */
  private static Optional<String> refusal(HttpResponse<byte[]> response) {
    return REFUSALS.contains(response.statusCode()) ? words(response.body()) : Optional.empty();
  }

  /** The refusal's own words, where it has any (RFC 9457). */
  private static Optional<String> words(byte[] body) {
    try {
      var problem = JSON.readTree(body);
      return Optional.of(problem.path("detail").asString(problem.path("title").asString("")))
          .filter(words -> !words.isEmpty());
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }
}
