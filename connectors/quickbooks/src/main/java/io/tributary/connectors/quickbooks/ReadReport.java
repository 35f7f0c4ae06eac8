package io.tributary.connectors.quickbooks;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a report, whole or row by row. */
public final class ReadReport implements Action<ReadReport.Asked>, EntityChoices {
  /** What the flow's author maps: parameters such as start_date and end_date. */
  public record Asked(Map<String, Object> parameters) {}

  /** What the author chooses. */
  record Fields(Optional<String> report, Optional<String> give) {}

  @Override
  public void run(Asked asked, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var name = fields.report().map(String::strip).orElse("");
    if (!name.matches("[A-Za-z]{3,60}")) {
      throw new GiveUp(
          "fields#/report: \"%s\" is no report. Choose one, such as ProfitAndLoss".formatted(name));
    }
    var call = Call.get("reports/" + name);
    for (var each : asked.parameters().entrySet()) {
      call = call.with(checked(each.getKey()), String.valueOf(each.getValue()));
    }
    var report = QuickBooks.of(context).tree(call, "input#/parameters");
    if (fields.give().map(String::strip).orElse("").equals("rows")) {
      Report.of(report).rows(report.path("Rows"), List.of(), out::emit);
    } else {
      out.emit(Tree.map(report));
    }
  }

  private static String checked(String parameter) {
    if (!parameter.matches("[a-z_]{2,40}")) {
      throw new GiveUp(
          "input#/parameters/%s: is no parameter. Use one such as start_date".formatted(parameter));
    }
    return parameter;
  }
}
