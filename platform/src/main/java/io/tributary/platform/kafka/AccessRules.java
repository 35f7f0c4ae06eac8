package io.tributary.platform.kafka;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.ALTER_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.contracts.builds.BuildTopics;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.contracts.organizations.QuotaNeared;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What each principal may do at the broker; everything else is refused. {@code docs/kafka.md} has
 * the same table, and a test compares the two.
 *
 * <p>Names that are known are literal. A flow's topics and groups are not known before; they begin
 * with {@code flow.}, and what a prefix ends with here can begin no other kind of name.
 */
final class AccessRules {
  private static final Set<AclOperation> OWN =
      Set.of(CREATE, DESCRIBE, DESCRIBE_CONFIGS, ALTER, ALTER_CONFIGS, WRITE);
  private static final Set<AclOperation> HEAR = Set.of(READ, DESCRIBE);
  private static final Set<AclOperation> SAY = Set.of(WRITE, DESCRIBE);

  private AccessRules() {}

  /**
   * One line of the table.
   *
   * @param prefixed whether the name is the beginning of names
   */
  record Rule(
      Principal principal,
      ResourceType resource,
      String name,
      boolean prefixed,
      Set<AclOperation> operations) {

    Stream<AclBinding> bindings() {
      var pattern =
          new ResourcePattern(
              resource, name, prefixed ? PatternType.PREFIXED : PatternType.LITERAL);
      return operations.stream()
          .map(
              operation ->
                  new AclBinding(
                      pattern,
                      new AccessControlEntry(
                          "User:" + principal.word(), "*", operation, AclPermissionType.ALLOW)));
    }
  }

  /** For one principal; none for the broker's own, who needs none. */
  static List<Rule> of(Principal principal) {
    return switch (principal) {
      case BROKER -> List.of();
      case REGISTRY ->
          List.of(
              topic(principal, BuildTopics.REQUESTED, OWN),
              topic(principal, ComponentListed.TOPIC, OWN),
              topic(principal, OrganizationChanged.TOPIC, with(OWN, READ)),
              topic(principal, AuditEntry.TOPIC, with(OWN, READ)),
              topic(principal, QuotaNeared.TOPIC, with(OWN, READ)),
              topic(principal, BuildTopics.FINISHED, HEAR),
              group(principal, "tributary-registry"),
              group(principal, "tributary-audit"),
              group(principal, "tributary-quota-warnings"));
      case BUILDER ->
          List.of(
              topic(principal, BuildTopics.FINISHED, OWN),
              topic(principal, AuditEntry.TOPIC, OWN),
              topic(principal, QuotaNeared.TOPIC, OWN),
              topic(principal, BuildTopics.REQUESTED, HEAR),
              topic(principal, OrganizationChanged.TOPIC, HEAR),
              group(principal, "builder"));
      case RUNTIME ->
          List.of(
              topic(principal, StepAssignment.TOPIC, OWN),
              // Read: a replay's position is written down for a topic that it has nothing to do
              // with.
              topic(principal, StepCommand.TOPIC, with(OWN, READ)),
              topic(principal, StepEvent.TOPIC, with(OWN, READ)),
              topic(principal, AuditEntry.TOPIC, OWN),
              topic(principal, QuotaNeared.TOPIC, OWN),
              topic(principal, ComponentListed.TOPIC, HEAR),
              topic(principal, OrganizationChanged.TOPIC, HEAR),
              topics(principal, "tributary.replies.", with(OWN, READ, DELETE)),
              topics(principal, "flow.", with(OWN, READ, DELETE)),
              group(principal, "runtime-components"),
              group(principal, "runtime-dead-letters"),
              group(principal, "runtime-executions"),
              group(principal, "runtime-ledger"),
              groups(principal, "flow.", Set.of(READ, DESCRIBE, DELETE)),
              groups(principal, "tributary.replay.", Set.of(READ, DESCRIBE, DELETE)),
              transactions(principal, "runtime-replays", false),
              transactions(principal, "runtime-discards-", true));
      case RUNNER ->
          List.of(
              topic(principal, StepAssignment.TOPIC, HEAR),
              topic(principal, StepCommand.TOPIC, HEAR),
              topic(principal, StepEvent.TOPIC, SAY),
              topics(principal, "tributary.replies.", SAY),
              topics(principal, "flow.", Set.of(READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS)),
              groups(principal, "flow.", Set.of(READ, DESCRIBE)),
              transactions(principal, "flow.", true));
      case SERVICES ->
          Stream.of(Principal.REGISTRY, Principal.BUILDER, Principal.RUNTIME)
              .flatMap(part -> of(part).stream())
              .map(
                  rule ->
                      new Rule(
                          principal,
                          rule.resource(),
                          rule.name(),
                          rule.prefixed(),
                          rule.operations()))
              .toList();
    };
  }

  /** All that the broker has to know. */
  static Set<AclBinding> bindings() {
    var bindings = new LinkedHashSet<AclBinding>();
    for (var principal : Principal.values()) {
      of(principal).stream().flatMap(Rule::bindings).forEach(bindings::add);
    }
    return bindings;
  }

  private static Set<AclOperation> with(Set<AclOperation> some, AclOperation... more) {
    var all = new LinkedHashSet<>(some);
    all.addAll(List.of(more));
    return all;
  }

  private static Rule topic(Principal who, String name, Set<AclOperation> operations) {
    return new Rule(who, ResourceType.TOPIC, name, false, operations);
  }

  private static Rule topics(Principal who, String prefix, Set<AclOperation> operations) {
    return new Rule(who, ResourceType.TOPIC, prefix, true, operations);
  }

  private static Rule group(Principal who, String name) {
    return new Rule(who, ResourceType.GROUP, name, false, Set.of(READ, DESCRIBE));
  }

  private static Rule groups(Principal who, String prefix, Set<AclOperation> operations) {
    return new Rule(who, ResourceType.GROUP, prefix, true, operations);
  }

  private static Rule transactions(Principal who, String name, boolean prefixed) {
    return new Rule(who, ResourceType.TRANSACTIONAL_ID, name, prefixed, Set.of(WRITE, DESCRIBE));
  }
}
