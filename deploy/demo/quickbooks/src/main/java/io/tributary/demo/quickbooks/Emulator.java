package io.tributary.demo.quickbooks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A running emulator; tests start one in their own process. */
public final class Emulator implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads;
  private final Seed seed;
  private final Map<String, CompanyApi> companies;
  private final Tokens tokens;
  private final Faults faults;
  private final Webhooks webhooks;

  private Emulator(Options options, Seed seed, InstantSource clock) throws IOException {
    this.seed = seed;
    this.tokens = new Tokens(clock, options.tokenSeconds());
    this.faults = new Faults(options.failEvery(), options.failWith());
    this.webhooks = new Webhooks(new Webhooks.Target(options.webhook(), options.verifier(), false));
    this.companies = companies(seed, clock);
    var throttle = new Throttle(options.perMinute(), options.atOnce(), clock);
    var door = new FrontDoor(companies, seed, tokens, throttle, faults, webhooks, clock);
    this.server = HttpServer.create(new InetSocketAddress(options.host(), options.port()), 0);
    this.threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", new HttpDoor(door, faults, clock, options.latencyMillis()));
  }

  public static Emulator start(Options options, InstantSource clock) throws IOException {
    // Headers and body leave in two writes; without this the second waits for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var emulator = new Emulator(options, Seed.of(seed(options)), clock);
    emulator.server.start();
    return emulator;
  }

  private static JsonNode seed(Options options) throws IOException {
    if (options.seed().isPresent()) {
      return Json.MAPPER.readTree(Files.readAllBytes(options.seed().get()));
    }
    try (var in = Emulator.class.getResourceAsStream("seed.json")) {
      return Json.MAPPER.readTree(in);
    }
  }

  private Map<String, CompanyApi> companies(Seed seed, InstantSource clock) {
    var companies = new LinkedHashMap<String, CompanyApi>();
    var types = EntityType.all();
    for (var each : seed.companies()) {
      var company = new Company(each.realmId(), types, clock, webhooks::add);
      var api = new CompanyApi(company, faults);
      var info =
          Json.object()
              .put("CompanyName", each.name())
              .put("LegalName", each.name())
              .put("Country", each.country())
              .put("FiscalYearStartMonth", "January")
              .put("SupportedLanguages", "en");
      api.entities().add(company.type("CompanyInfo").orElseThrow(), info);
      seed.records()
          .forEachEntry((entity, records) -> load(api, entity, records.valueStream().toList()));
      companies.put(each.realmId(), api);
    }
    return companies;
  }

  private static List<String> load(CompanyApi api, String entity, List<JsonNode> records) {
    synchronized (api.company()) {
      var type = api.company().type(entity).orElseThrow();
      return records.stream()
          .map(record -> api.entities().add(type, (ObjectNode) record).id())
          .toList();
    }
  }

  public String address() {
    var at = server.getAddress();
    return "http://%s:%d".formatted(at.getAddress().getHostAddress(), at.getPort());
  }

  /** The first company. */
  public String realm() {
    return seed.companies().getFirst().realmId();
  }

  /** An access token for the first company, as if its owner had just consented. */
  public String token() {
    return tokens.access(
        new Tokens.Grant(
            seed.clients().getFirst().id(),
            seed.users().getFirst().username(),
            realm(),
            "com.intuit.quickbooks.accounting"));
  }

  /** Stores objects of the first company, with the service's own times where they are given. */
  public List<String> load(String entity, List<JsonNode> records) {
    return load(companies.get(realm()), entity, records);
  }

  public Faults faults() {
    return faults;
  }

  /** Every access token given out so far is good no more. */
  public void expireTokens() {
    tokens.expireAccess();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    webhooks.close();
  }
}
