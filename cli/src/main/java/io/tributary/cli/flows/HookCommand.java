package io.tributary.cli.flows;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code flows hook}: what a flow's webhook asks of its senders. */
@Command(
    description = {
      "Shows what a flow's webhook asks of its senders, or sets it.",
      "Schemes: basic, api-key, standard-webhooks, stripe, github, hmac; none opens it."
    })
final class HookCommand extends RemoteCommand {
  private static final int LONGEST = 1_100;

  @Parameters(paramLabel = "FLOW")
  private String flow = "";

  @Option(names = "--verify", paramLabel = "SCHEME", description = "From now on ask for this.")
  private @Nullable String scheme;

  @Option(names = "--header", paramLabel = "NAME", description = "Of api-key and hmac.")
  private @Nullable String header;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "Before hmac's signature, such as sha256=.")
  private @Nullable String prefix;

  @Option(
      names = "--encoding",
      paramLabel = "hex|base64",
      description = "Of hmac's signature; hex unless told.")
  private @Nullable String encoding;

  @Option(
      names = "--secret-stdin",
      description =
          "Read the sender's secret from standard input; else one is made and shown once.")
  private boolean secretFromInput;

  @Option(
      names = "--keep-previous",
      paramLabel = "HOURS",
      defaultValue = "0",
      description = "So long the secret before stays good.")
  private int keepPrevious;

  HookCommand(Terminal terminal, Session session, Api api) {
    super(terminal, session, api);
  }

  @Override
  public Integer call() {
    var path = session.organizationPath() + "/flows/" + Api.part(flow) + "/hook/verification";
    var asked = scheme == null ? api.get(path) : set(path, scheme);
    show(asked);
    return done("flows hook", asked);
  }

  private JsonNode set(String path, String wanted) {
    if (wanted.equals("none")) {
      api.delete(path);
      return api.get(path);
    }
    var body = JsonNodeFactory.instance.objectNode().put("scheme", wanted);
    if (header != null) {
      body.put("header", header);
    }
    if (prefix != null) {
      body.put("prefix", prefix);
    }
    if (encoding != null) {
      body.put("encoding", encoding);
    }
    if (secretFromInput) {
      body.put("secret", secret());
    }
    if (keepPrevious > 0) {
      body.put("keepPreviousHours", keepPrevious);
    }
    return api.put(path, "application/json", JsonMapper.shared().writeValueAsBytes(body));
  }

  private String secret() {
    try {
      var text = new String(terminal.in().readNBytes(LONGEST), StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw Failure.usage(
            "Standard input has no secret.", "Pipe it in: printf %s \"$SECRET\" | tributary …");
      }
      return text;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void show(JsonNode asked) {
    var word = asked.path("scheme").asString();
    if (word.equals("none")) {
      terminal.print("Whoever knows the address may post.");
      return;
    }
    var place = asked.path("header").asString("");
    terminal.print(
        "Senders show who they are by %s%s; the secret ends in %s"
            .formatted(
                word,
                place.isEmpty() ? "" : ", header " + place,
                asked.path("lastFour").asString()));
    var until = asked.path("previousUntil").asString("");
    if (!until.isEmpty()) {
      terminal.print("The secret before is good until " + until);
    }
    var secret = asked.path("secret").asString("");
    if (!secret.isEmpty()) {
      terminal.print("Secret, shown this once: " + secret);
    }
  }
}
