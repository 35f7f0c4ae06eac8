package io.tributary.runtime.flows;

import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.components.ResolveComponent;
import io.tributary.runtime.connections.Connections;
import io.tributary.runtime.flows.FlowReading.FlowAccepted;
import io.tributary.runtime.flows.FlowReading.FlowRefused;
import io.tributary.runtime.grants.HostDecisions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Reads a flow document against the shelf and the organization's connections of this moment. Never
 * throws for what the text holds; nothing in it is evaluated.
 */
@Component
public final class FlowReader {
  /** The longest document in bytes. */
  public static final int MOST_BYTES = 256 * 1024;

  /** The most steps of one flow. */
  public static final int MOST_STEPS = 100;

  private static final Pattern ADDRESS =
      Pattern.compile(
          "[^\\s@<>,;]{1,64}@[^\\s@<>,;]{1,190}"
              + "|https://[A-Za-z0-9.-]{1,190}(:[0-9]{1,5})?(/[!-~]{0,800})?");
  private static final Mark START = new Mark("", 1, 1);
  private static final Set<String> KNOWN =
      new LinkedHashSet<>(List.of("name", "description", "notify", "steps"));

  private final ResolveComponent resolve;
  private final Connections connections;
  private final HostDecisions decisions;

  public FlowReader(ResolveComponent resolve, Connections connections, HostDecisions decisions) {
    this.resolve = resolve;
    this.connections = connections;
    this.decisions = decisions;
  }

  /** How a document is written down. */
  public enum Notation {
    YAML,
    JSON
  }

  /**
   * Reads and judges a document.
   *
   * @param expected the name in the address, which the document must repeat
   */
  public FlowReading read(
      OrganizationName organization, FlowName expected, String text, Notation notation) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      return new FlowRefused(
          List.of(
              START.finding(
                  "too-large",
                  "The document is larger than 256 KB.",
                  "Move long texts into the components' fields or into several flows.")));
    }
    try {
      var root = notation == Notation.YAML ? YamlNodes.read(text) : JsonNodes.read(text);
      return judged(organization, expected, root);
    } catch (DocumentSyntax e) {
      return new FlowRefused(List.of(e.finding()));
    }
  }

  private FlowReading judged(OrganizationName organization, FlowName expected, Node root) {
    var findings = new Findings();
    var document =
        Properties.of(root, KNOWN, findings)
            .flatMap(flow -> document(organization, expected, flow, findings));
    if (!findings.isEmpty() || document.isEmpty()) {
      return new FlowRefused(findings.inOrder());
    }
    return new FlowAccepted(document.get());
  }

  private Optional<FlowDocument> document(
      OrganizationName organization, FlowName expected, Properties flow, Findings findings) {
    checkName(expected, flow, findings);
    String description = flow.text("description").orElse("");
    var notified =
        flow.texts(
            "notify",
            ADDRESS,
            20,
            "Write an e-mail address, or where notices are posted to:"
                + " https://chat.example/hooks/1.");
    var drafts = drafts(flow, findings);
    var tree = new StepTree(drafts);
    tree.check(flow.at("steps"), findings);
    var checks = new StepChecks(resolve, connections, decisions, organization, findings);
    var steps = new ArrayList<FlowDocument.Step>();
    // Every draft is judged, for its findings; the tree's order counts only where there are none.
    drafts.forEach(draft -> checks.check(draft, tree).ifPresent(steps::add));
    if (!findings.isEmpty()) {
      return Optional.empty();
    }
    var ordered =
        tree.fromTrigger().stream()
            .flatMap(
                draft ->
                    steps.stream().filter(step -> draft.id().filter(step.id()::equals).isPresent()))
            .toList();
    return Optional.of(
        new FlowDocument(expected, description.strip(), List.copyOf(notified), ordered));
  }

  private static void checkName(FlowName expected, Properties flow, Findings findings) {
    if (!flow.has("name")) {
      findings.add(
          flow.at("name"),
          "missing-property",
          "\"name\" is missing.",
          "Write name: " + expected + ".");
    }
    flow.parsed("name", FlowName::new)
        .filter(name -> !name.equals(expected))
        .ifPresent(
            name ->
                findings.add(
                    flow.at("name"),
                    "name-differs",
                    "The document is called \"%s\", the address says \"%s\"."
                        .formatted(name, expected),
                    "Use one name for both."));
  }

  private static List<StepDraft> drafts(Properties flow, Findings findings) {
    var steps = flow.node("steps");
    if (steps.isEmpty() || !(steps.get() instanceof Node.Sequence sequence)) {
      findings.add(
          flow.at("steps"),
          steps.isEmpty() ? "missing-property" : "wrong-type",
          "\"steps\" must be a list.",
          "Write each step with a hyphen before it.");
      return List.of();
    }
    if (sequence.items().size() > MOST_STEPS) {
      findings.add(
          sequence.at(),
          "too-many-steps",
          "The flow has %d steps; %d is the limit.".formatted(sequence.items().size(), MOST_STEPS),
          "Split it into several flows.");
      return List.of();
    }
    var drafts = new ArrayList<StepDraft>();
    sequence.items().forEach(item -> StepDraft.read(item, findings).ifPresent(drafts::add));
    return drafts;
  }
}
