package io.tributary.demo.salesforce;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** A running emulator; tests start one in their own process. */
public final class Emulator implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;
  private final Org org;
  private final Sessions sessions;
  private final Faults faults;
  private final DataApi data;

  private Emulator(
      HttpServer server,
      ExecutorService threads,
      Org org,
      Sessions sessions,
      Faults faults,
      DataApi data) {
    this.server = server;
    this.threads = threads;
    this.org = org;
    this.sessions = sessions;
    this.faults = faults;
    this.data = data;
  }

  public static Emulator start(Options options, InstantSource clock) throws IOException {
    // Headers and body leave in two writes; without this the second waits for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var org = new Org(Schema.load(), Seed.of(seed(options)), clock);
    var sessions = new Sessions(org, options.sessionSeconds());
    var faults = new Faults(options.failEvery(), options.failWith());
    var data = new DataApi(org, options.bulkMillis());
    var server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 0);
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    var door = new FrontDoor(org, sessions, faults, data);
    server.createContext("/", new HttpDoor(door, options.latencyMillis()));
    server.start();
    return new Emulator(server, threads, org, sessions, faults, data);
  }

  private static JsonNode seed(Options options) throws IOException {
    if (options.seed().isPresent()) {
      return Json.MAPPER.readTree(Files.readAllBytes(options.seed().get()));
    }
    try (var in = Emulator.class.getResourceAsStream("seed.json")) {
      return Json.MAPPER.readTree(in);
    }
  }

  public String address() {
    var at = server.getAddress();
    return "http://%s:%d".formatted(at.getAddress().getHostAddress(), at.getPort());
  }

  /** Stores records, with the service's own dates where they are given; returns their ids. */
  public List<String> load(String object, List<JsonNode> records) {
    return org.load(object, records);
  }

  public Faults faults() {
    return faults;
  }

  /** Every access token given out so far is good no more. */
  public void expireSessions() {
    sessions.expireAll();
  }

  /** Every position in a query's result is forgotten. */
  public void expireCursors() {
    data.expireCursors();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    data.close();
  }
}
