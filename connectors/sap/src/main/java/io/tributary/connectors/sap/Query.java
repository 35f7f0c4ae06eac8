package io.tributary.connectors.sap;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Gives out what a query finds, one message for each entity. */
public final class Query implements Action<Query.Asked>, ServiceChoices, Schemas {
  /** What the flow's author maps; a filter or search takes the place of the step's own. */
  public record Asked(
      Optional<String> filter,
      Map<String, Object> parameters,
      Optional<String> search,
      Optional<Integer> top) {}

  /** What the author chooses. */
  record Fields(
      Optional<String> entitySet,
      Optional<String> filter,
      Optional<String> select,
      Optional<Object> expand,
      Optional<String> orderby,
      Optional<String> search,
      Optional<Integer> top,
      Optional<String> paging,
      Optional<Integer> pageSize,
      Optional<Boolean> keepMetadata) {}

  @Override
  public void run(Asked asked, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var target = Target.of(context, fields.entitySet(), fields.keepMetadata().orElse(false));
    var place = context.cursor(Place.class).orElseGet(Place::first);
    var plan = plan(asked, fields, target);
    if (plan.top().isEmpty() || plan.top().get() > 0) {
      new Pages(plan, place, out).run();
    }
  }

  @Override
  public Shape schema(String name, Setup setup) {
    var target = Target.of(setup, setup.fields(Fields.class).entitySet(), false);
    var in =
        Shapes.object(
            Map.of(
                "filter", Map.of("type", "string", "title", "Filter"),
                "parameters", Map.of("type", "object", "title", "Values for :names in the filter"),
                "search", Map.of("type", "string", "title", "Search"),
                "top", Map.of("type", "integer", "title", "At most", "minimum", 0)),
            List.of());
    return new Shape(in, new Shapes(target.metadata()).entity(target.type()));
  }

  private static Pages.Plan plan(Asked asked, Fields fields, Target target) {
    var mode = Chosen.word("paging", fields.paging(), "links", "key", "skip");
    var order = Service.filled(fields.orderby());
    if (mode.equals("key") && order.isPresent()) {
      throw new GiveUp(
          "fields#/orderby: is set, and pages by key come in the key's order. Empty it, or choose"
              + " another paging");
    }
    var filter =
        Service.filled(asked.filter())
            .or(() -> Service.filled(fields.filter()))
            .map(
                text ->
                    new Filter(target.metadata(), target.type()).filled(text, asked.parameters()));
    return new Pages.Plan(
        target,
        call(asked, fields, target),
        filter,
        order,
        asked.top().or(fields::top),
        Pages.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
        Chosen.number("pageSize", fields.pageSize(), 1000, 1, 10_000));
  }

  private static Call call(Asked asked, Fields fields, Target target) {
    var call = Call.get(target.set());
    var select = target.selected(fields.select(), List.of());
    var expand = Chosen.list("expand", fields.expand());
    var search = Service.filled(asked.search()).or(() -> Service.filled(fields.search()));
    call = select.isPresent() ? call.asking("$select", select.get()) : call;
    call = expand.isPresent() ? call.asking("$expand", expand.get()) : call;
    if (search.isPresent()) {
      // What OData 2 does not have, SAP has under a name of its own.
      boolean isV2 = target.metadata().protocol() == Protocol.V2;
      call = call.asking(isV2 ? "search" : "$search", search.get());
    }
    return call;
  }
}
