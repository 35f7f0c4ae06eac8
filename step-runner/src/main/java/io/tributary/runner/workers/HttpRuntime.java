package io.tributary.runner.workers;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The runtime service's closed requests over HTTP, with the runner's own token. */
public final class HttpRuntime implements Workers, Connections {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A first start may unpack an image's layers. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

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
    succeeded(
        send(
            request("/internal/v1/workers").header("Content-Type", "application/json").POST(body)));
  }

  @Override
  public void end(String worker) throws IOException, InterruptedException {
    var response = send(request("/internal/v1/workers/" + worker).DELETE());
    if (response.statusCode() != 404) {
      succeeded(response);
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
  public ConnectionLease lease(FlowId flow, StepName step, int revision)
      throws IOException, InterruptedException {
    var path = "/internal/v1/flows/" + flow + "/steps/" + step + "/connection?revision=" + revision;
    var response = succeeded(send(request(path).GET()));
    try {
      return JSON.readValue(response.body(), ConnectionLease.class);
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

  /** The refusal's own words, where it has any (RFC 9457). */
  private static String detail(byte[] body) {
    try {
      var problem = JSON.readTree(body);
      var detail = problem.path("detail").asString(problem.path("title").asString(""));
      return detail.isEmpty() ? "" : ": " + detail;
    } catch (JacksonException notJson) {
      return "";
    }
  }
}
