package io.tributary.demo.quickbooks;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Creates, reads, changes, voids and deletes objects; used by requests and by batches. */
final class EntityApi {
  private final Company company;
  private final Rules rules;
  private final Defaults defaults;

  EntityApi(Company company) {
    this.company = company;
    this.rules = new Rules(company);
    this.defaults = new Defaults(company);
  }

  Row read(EntityType type, String id) {
    return company.find(type, id).orElseThrow(Problem::objectNotFound);
  }

  /** What became of it: the object as it is now, or as it was when it went. */
  ObjectNode write(EntityType type, ObjectNode given, String operation, String include) {
    return switch (operation) {
      case "delete" -> delete(type, given);
      case "void" -> voided(type, given).shown();
      case "", "update", "create" -> {
        boolean isNew = operation.equals("create") || !given.has("Id");
        if (include.equals("void")) {
          yield voided(type, given).shown();
        }
        yield (isNew ? create(type, given) : update(type, given)).shown();
      }
      default -> throw Problem.unsupported(operation);
    };
  }

  Row create(EntityType type, ObjectNode given) {
    if (type.kind() == EntityType.Kind.COMPANY) {
      throw Problem.unsupported("create");
    }
    return add(type, given);
  }

  /** Without the vendor's limits on who may create what. */
  Row add(EntityType type, ObjectNode given) {
    var fields = rules.taken(type, given);
    rules.check(type, fields, "");
    defaults.fill(type, fields);
    var stamp = company.stamp();
    var meta = given.path("MetaData");
    var row =
        company.add(
            type,
            fields,
            Times.parsed(meta.path("CreateTime").asString("")).orElse(stamp),
            Times.parsed(meta.path("LastUpdatedTime").asString("")).orElse(stamp));
    if (type.name().equals("Payment")) {
      apply(fields, false);
    }
    return row;
  }

  private Row update(EntityType type, ObjectNode given) {
    var old = company.current(type, given);
    var taken = rules.taken(type, given);
    ObjectNode fields;
    if (given.path("sparse").asBoolean(false)) {
      fields = old.fields().deepCopy();
      fields.setAll(taken);
    } else {
      // A full update clears what is left out, but not what the service works out by itself.
      fields = taken;
      old.fields()
          .forEachEntry(
              (name, value) -> {
                if (type.fields().get(name) == EntityType.Holds.READ) {
                  fields.set(name, value);
                }
              });
    }
    rules.check(type, fields, old.id());
    defaults.fill(type, fields);
    fields
        .propertyStream()
        .filter(each -> each.getValue().isNull())
        .toList()
        .forEach(each -> fields.remove(each.getKey()));
    return company.replace(old, fields, "Update");
  }

  private ObjectNode delete(EntityType type, ObjectNode given) {
    if (type.isName() || type.kind() == EntityType.Kind.COMPANY) {
      throw Problem.unsupported("delete");
    }
    var row = company.current(type, given);
    if (type.name().equals("Payment")) {
      apply(row.fields(), true);
    }
    company.remove(row);
    return Json.object().put("Id", row.id()).put("domain", "QBO").put("status", "Deleted");
  }

  private Row voided(EntityType type, ObjectNode given) {
    if (!type.name().equals("Invoice") && !type.name().equals("Payment")) {
      throw Problem.unsupported("void");
    }
    var row = company.current(type, given);
    if (type.name().equals("Payment")) {
      apply(row.fields(), true);
    }
    ObjectNode fields = row.fields().deepCopy();
    fields.put("TotalAmt", 0).put("Balance", 0);
    if (type.name().equals("Payment")) {
      fields.remove("Balance");
      fields.put("UnappliedAmt", 0).putArray("Line");
    }
    for (var line : fields.path("Line")) {
      ((ObjectNode) line).put("Amount", 0);
    }
    var note = fields.path("PrivateNote").asString("");
    fields.put("PrivateNote", note.isEmpty() ? "Voided" : "Voided - " + note);
    return company.replace(row, fields, "Void");
  }

  /** Marks an invoice as sent. */
  Row sent(EntityType type, String id, Optional<String> to) {
    if (!type.name().equals("Invoice")) {
      throw Problem.unsupported("send");
    }
    var row = read(type, id);
    ObjectNode fields = row.fields().deepCopy();
    var address = to.orElseGet(() -> fields.path("BillEmail").path("Address").asString(""));
    if (!address.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
      throw Problem.business("Invalid Email Address format:" + address, "BillEmail.Address");
    }
    fields.putObject("BillEmail").put("Address", address);
    fields.put("EmailStatus", "EmailSent");
    fields
        .putObject("DeliveryInfo")
        .put("DeliveryType", "Email")
        .put("DeliveryTime", Times.text(company.now()));
    return company.replace(row, fields, "Emailed");
  }

  /** A payment's lines lower the balances of the invoices that they link. */
  private void apply(ObjectNode payment, boolean back) {
    var invoices = company.type("invoice").orElseThrow();
    for (var line : payment.path("Line")) {
      for (var linked : line.path("LinkedTxn")) {
        if (!linked.path("TxnType").asString("").equals("Invoice")) {
          continue;
        }
        var row = read(invoices, linked.path("TxnId").asString(""));
        ObjectNode fields = row.fields().deepCopy();
        var amount = Rules.amount(line.path("Amount"));
        var left = Rules.amount(fields.path("Balance")).subtract(back ? amount.negate() : amount);
        fields.put("Balance", left.max(BigDecimal.ZERO));
        company.replace(row, fields, "Update");
      }
    }
  }
}
