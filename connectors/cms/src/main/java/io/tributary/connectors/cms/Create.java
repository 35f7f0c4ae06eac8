package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Marker;
import io.tributary.connectors.cms.Cms.Saved;
import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Creates an entry. Neither site can tell a repeat from a second entry, so each entry is marked,
 * and the mark is looked for first.
 */
public final class Create implements Action<Map<String, Object>>, SiteChoices, SiteSchemas {
  /** What the author chooses. */
  record Fields(
      Optional<String> type,
      Optional<String> status,
      Optional<String> author,
      Optional<String> category,
      Optional<String> tag,
      Optional<Boolean> createTerms,
      Optional<String> keyField,
      Optional<String> repeat) {

    Cms.Wish wish() {
      return new Cms.Wish(
          chosen(status), chosen(author), chosen(category), chosen(tag), createTerms.orElse(false));
    }
  }

  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var type = Cms.type(fields.type());
    var cms = Cms.of(context);
    var marker =
        chosen(fields.repeat()).orElse("find").equals("again")
            ? Optional.<Marker>empty()
            : cms.marker(chosen(fields.keyField()), input, Optional.of(context.idempotencyKey()));
    var earlier = marker.flatMap(mark -> cms.having(type, mark, Map.of()).stream().findFirst());
    if (earlier.isPresent()) {
      out.emit(earlier.get().id(), Entries.saved(earlier.get(), false));
      return;
    }
    var content = new LinkedHashMap<>(input);
    marker.ifPresent(mark -> content.put(mark.field(), mark.value()));
    var saved = cms.create(type, content, fields.wish());
    var only = marker.flatMap(mark -> overtaken(cms, type, mark, input, saved)).orElse(saved);
    out.emit(only.id(), only);
  }

  /**
   * An earlier attempt that was given up may have come to its end meanwhile. WordPress then gives
   * this one another slug than it was asked for: it is taken away, and that one stands.
   */
  private static Optional<Saved> overtaken(
      Cms cms, String type, Marker mark, Map<String, Object> input, Saved saved) {
    boolean isOurs = Inputs.text(input.get(mark.field())).isEmpty();
    boolean differs = saved.slug().filter(slug -> !slug.equals(mark.value())).isPresent();
    if (!mark.field().equals("slug") || !isOurs || !differs) {
      return Optional.empty();
    }
    var other =
        cms.having(type, mark, Map.of()).stream()
            .filter(entry -> !entry.id().equals(saved.id()))
            .findFirst();
    other.ifPresent(_ -> cms.delete(type, saved.id(), true));
    return other.map(entry -> Entries.saved(entry, false));
  }

  static Optional<String> chosen(Optional<String> text) {
    return text.map(String::strip).filter(given -> !given.isEmpty());
  }
}
