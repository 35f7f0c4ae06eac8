package io.tributary.demo.quickbooks;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an object must be before it is kept. */
final class Rules {
  private static final List<String> NAME_PARTS =
      List.of("Title", "GivenName", "MiddleName", "FamilyName", "Suffix");

  /** Fields that refer, and what to. */
  private static final Map<String, String> REFERENCES =
      Map.of(
          "CustomerRef", "Customer",
          "VendorRef", "Vendor",
          "IncomeAccountRef", "Account",
          "ExpenseAccountRef", "Account",
          "AssetAccountRef", "Account",
          "APAccountRef", "Account",
          "ARAccountRef", "Account",
          "DepositToAccountRef", "Account");

  private final Company company;

  Rules(Company company) {
    this.company = company;
  }

  /**
   * The fields to keep of what was given.
   *
   * @throws Problem where a field is unknown or its value does not fit
   */
  ObjectNode taken(EntityType type, ObjectNode given) {
    var taken = Json.object();
    given.forEachEntry(
        (name, value) -> {
          var holds = type.fields().get(name);
          if (holds == null && !EntityType.COMMON.contains(name)) {
            throw Problem.invalid(
                "2010",
                "Request has invalid or unsupported property",
                "Property Name:%s specified is unsupported or invalid".formatted(name),
                name);
          }
          if (holds != null && holds != EntityType.Holds.READ) {
            check(type, name, holds, value);
            taken.set(name, value);
          }
        });
    return taken;
  }

  /** Whether the whole object can be kept; {@code self} is its id, empty for a new one. */
  void check(EntityType type, ObjectNode fields, String self) {
    for (var name : type.required()) {
      if (isMissing(fields.path(name))) {
        throw Problem.required(name);
      }
    }
    if (type.fields().containsKey("FamilyName")) {
      nameOf(fields);
    }
    references(fields);
    type.uniqueName().ifPresent(name -> unique(type, fields.path(name).asString(), self));
    switch (type.name()) {
      case "Account" -> {
        if (isMissing(fields.path("AccountType")) && isMissing(fields.path("AccountSubType"))) {
          throw Problem.required("AccountType");
        }
      }
      case "Item" -> {
        if (isMissing(fields.path("IncomeAccountRef"))
            && isMissing(fields.path("ExpenseAccountRef"))) {
          throw Problem.business("Select an account for this transaction.", "IncomeAccountRef");
        }
      }
      case "Invoice" -> documentNumber(type, fields, self);
      case "Attachable" -> {
        if (isMissing(fields.path("FileName")) && isMissing(fields.path("Note"))) {
          throw Problem.required("Note");
        }
      }
      default -> {}
    }
    if (type.fields().containsKey("Line")) {
      fields.path("Line").valueStream().forEach(line -> line(type, line));
    }
  }

  private static void line(EntityType type, JsonNode line) {
    if (type.name().equals("Payment")) {
      return;
    }
    var detail = line.path("DetailType").asString("");
    if (detail.isEmpty()) {
      throw Problem.required("Line.DetailType");
    }
    if (!detail.endsWith("LineDetail") && !detail.equals("DescriptionOnly")) {
      throw Problem.invalid(
          "2170", "Invalid Enumeration", "Invalid Enumeration : " + detail, "Line.DetailType");
    }
    if (!line.path("Amount").isNumber() && !detail.equals("DescriptionOnly")) {
      throw Problem.business("You must set a transaction amount.", "Line.Amount");
    }
  }

  private static void check(EntityType type, String name, EntityType.Holds holds, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    boolean fits =
        switch (holds) {
          case TEXT -> value.isValueNode();
          case BOOL -> value.isBoolean() || value.asString("").matches("true|false");
          case NUMBER -> value.isNumber() || value.asString("").matches("-?[0-9.]{1,20}");
          case DATE -> value.isString() && Times.parsed(value.stringValue()).isPresent();
          case OBJECT -> value.isObject();
          case ARRAY -> value.isArray();
          case ANY, READ -> true;
        };
    if (!fits) {
      throw Problem.invalid(
          "2090", "Invalid value", "Invalid value : %s of %s".formatted(value, name), name);
    }
    if (holds == EntityType.Holds.TEXT && value.asString("").length() > type.longest()) {
      throw Problem.invalid(
          "2050",
          "Invalid String",
          "Invalid String : %s is longer than %d".formatted(name, type.longest()),
          name);
    }
  }

  private static void nameOf(ObjectNode fields) {
    if (!isMissing(fields.path("DisplayName"))) {
      return;
    }
    var name =
        Stream.concat(NAME_PARTS.stream(), Stream.of("CompanyName"))
            .map(part -> fields.path(part).asString(""))
            .filter(part -> !part.isBlank())
            .collect(Collectors.joining(" "));
    if (name.isBlank()) {
      throw Problem.required("DisplayName");
    }
    fields.put("DisplayName", name);
  }

  private void references(ObjectNode fields) {
    REFERENCES.forEach(
        (field, target) -> {
          var reference = fields.path(field);
          if (isMissing(reference)) {
            return;
          }
          var id = reference.path("value").asString("");
          boolean isThere =
              company
                  .find(company.type(target).orElseThrow(), id)
                  .filter(Row::isActive)
                  .isPresent();
          if (!isThere) {
            throw Problem.invalid(
                "2500",
                "Invalid Reference Id",
                "Invalid Reference Id : Something you're trying to use has been made inactive."
                    + " Check the fields with accounts, customers, items, vendors or employees.",
                field);
          }
        });
  }

  private void unique(EntityType type, String name, String self) {
    var holder = company.holder(type, name);
    if (holder.filter(row -> !row.type().equals(type) || !row.id().equals(self)).isPresent()) {
      throw Problem.invalid(
          "6240",
          "Duplicate Name Exists Error",
          "The name supplied already exists. : Id=" + holder.get().id(),
          type.uniqueName().orElseThrow());
    }
  }

  private void documentNumber(EntityType type, ObjectNode fields, String self) {
    var number = fields.path("DocNumber").asString("");
    boolean isTaken =
        !number.isEmpty()
            && company.rows(type).stream()
                .anyMatch(
                    row ->
                        !row.id().equals(self)
                            && row.fields().path("DocNumber").asString("").equals(number));
    if (isTaken) {
      throw Problem.invalid(
          "6140",
          "Duplicate Document Number Error",
          "Duplicate Document Number Error : You must specify a different number. This number has"
              + " already been used.",
          "DocNumber");
    }
  }

  static BigDecimal amount(JsonNode node) {
    var text = node.asString("");
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  static boolean isMissing(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || (node.isString() && node.stringValue().isBlank())
        || (node.isArray() && node.isEmpty());
  }
}
