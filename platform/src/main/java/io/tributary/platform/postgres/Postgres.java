package io.tributary.platform.postgres;

import io.tributary.platform.home.Distribution;
import io.tributary.platform.home.Home;
import io.tributary.platform.home.Ports;
import io.tributary.platform.home.SecretFile;
import io.tributary.platform.home.StartRefused;
import io.tributary.platform.home.Unpacked;
import io.tributary.platform.part.Part;
import io.tributary.platform.part.PartState;
import io.tributary.platform.process.ChildPlan;
import io.tributary.platform.process.Children;
import io.tributary.platform.process.LiveProcess;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * PostgreSQL on loopback, with kept data and passwords (SCRAM) in files of mode 600.
 *
 * <p>Each owner of {@link #OWNERS} has a role and a database of its own; the services work as
 * {@link #WORKERS}.
 */
public final class Postgres implements Part {
  public static final String VERSION = "18.6.0";
  static final List<String> OWNERS = List.of("keycloak", "tributary");

  /** They work in the database of the platform's owner, and own nothing. */
  static final List<String> WORKERS = List.of("tributary_app", "tributary_platform");

  private static final String SUPERUSER = "postgres";
  private static final int PREFERRED_PORT = 54320;

  private final Home home;
  private final Distribution distribution;
  private final Ports ports;
  private final Children children;
  private final RootBridge bridge;
  private int port;

  public Postgres(Home home, Distribution distribution, Ports ports, Children children) {
    this.home = home;
    this.distribution = distribution;
    this.ports = ports;
    this.children = children;
    this.bridge = new RootBridge();
    this.port = ports.remembered(name(), PREFERRED_PORT);
  }

  @Override
  public String name() {
    return "postgres";
  }

  /** Where an owner's database is; valid after the first start. */
  public String url(String owner) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + owner;
  }

  public SecretFile password(String owner) {
    return new SecretFile(home.secrets().resolve("postgres-" + owner));
  }

  @Override
  public PartState.Running start() {
    long begun = System.nanoTime();
    var binaries =
        Unpacked.once(
            distribution.postgresArchive(VERSION), home.parts().resolve("postgres-" + VERSION));
    var cluster = home.ofPart(name());
    password(SUPERUSER).readOrMake();
    new Cluster(cluster, binaries, bridge).initialise(password(SUPERUSER), home.log(name()));
    port =
        children.running(name()).isPresent()
            ? ports.keep(name(), PREFERRED_PORT)
            : ports.claim(name(), PREFERRED_PORT);
    var started = children.start(plan(binaries, cluster), this::answers);
    prepareDatabases();
    return new PartState.Running(
        "postgres " + VERSION.substring(0, VERSION.lastIndexOf('.')),
        "127.0.0.1:" + port,
        started.adopted(),
        started.process(),
        Duration.ofNanos(System.nanoTime() - begun));
  }

  @Override
  public void stop() {
    children.end(name(), Duration.ofSeconds(20));
  }

  private ChildPlan plan(Path binaries, Path cluster) {
    var command = new ArrayList<>(bridge.prefix());
    command.addAll(
        List.of(
            binaries.resolve("bin/postgres").toString(),
            "-D",
            cluster.toString(),
            "-p",
            Integer.toString(port)));
    settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return new ChildPlan(
        name(),
        command,
        Map.of("LC_ALL", "C", "TZ", "UTC"),
        VERSION,
        cluster.toString(),
        LiveProcess.Request.INTERRUPT,
        Duration.ofMinutes(1),
        home.log(name()));
  }

  /**
   * Durability is not for sale: both are PostgreSQL's defaults, set here so that none undoes it.
   */
  private static Map<String, String> settings() {
    var settings = new java.util.TreeMap<String, String>();
    settings.put("fsync", "on");
    settings.put("synchronous_commit", "on");
    settings.put("full_page_writes", "on");
    settings.put("listen_addresses", "127.0.0.1");
    settings.put("unix_socket_directories", "");
    settings.put("shared_buffers", "32MB");
    settings.put("max_connections", "60");
    settings.put("max_wal_size", "256MB");
    settings.put("timezone", "UTC");
    settings.put("log_timezone", "UTC");
    settings.put("password_encryption", "scram-sha-256");
    return settings;
  }

  private boolean answers() {
    try (var connection = connect()) {
      return connection.isValid(2);
    } catch (SQLException notYet) {
      return false;
    }
  }

  private Connection connect() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", SUPERUSER);
    properties.setProperty("password", password(SUPERUSER).read());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "10");
    return DriverManager.getConnection(url("postgres"), properties);
  }

  private void prepareDatabases() {
    try (var connection = connect()) {
      for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
        requireOn(connection, setting);
      }
      for (var owner : OWNERS) {
        prepare(connection, owner, password(owner).readOrMake());
      }
      for (var worker : WORKERS) {
        makeRole(connection, worker, password(worker).readOrMake());
      }
    } catch (SQLException broken) {
      throw new StartRefused(
          "postgres-not-prepared",
          "The databases cannot be prepared: " + broken.getMessage(),
          "Read " + home.log(name()),
          broken);
    }
  }

  private static void requireOn(Connection connection, String setting) throws SQLException {
    try (var statement = connection.createStatement();
        var value = statement.executeQuery("show " + setting)) {
      if (!value.next() || !"on".equals(value.getString(1))) {
        throw new StartRefused(
            "postgres-not-durable",
            "PostgreSQL runs with " + setting + " off: a power cut would lose accepted data.",
            "Remove that setting from its postgresql.conf or postgresql.auto.conf.");
      }
    }
  }

  // Names are ours and passwords hexadecimal, so both can stand in the text.
  private static void prepare(Connection connection, String owner, String password)
      throws SQLException {
    makeRole(connection, owner, password);
    try (var statement = connection.createStatement()) {
      if (!exists(connection, "select 1 from pg_database where datname = ?", owner)) {
        statement.execute("create database " + owner + " owner " + owner);
        statement.execute("revoke all on database " + owner + " from public");
      }
    }
  }

  private static void makeRole(Connection connection, String name, String password)
      throws SQLException {
    if (!exists(connection, "select 1 from pg_roles where rolname = ?", name)) {
      try (var statement = connection.createStatement()) {
        statement.execute("create role " + name + " login password '" + password + "'");
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (var statement = connection.prepareStatement(query)) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
