package io.tributary.connectors.cms;

import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.Map;

/** Takes the shape of the entries that are given out from the site. */
interface EntrySchemas extends Schemas {
  @Override
  default Shape schema(String name, Setup setup) {
    var type = Cms.type(setup.fields(SiteChoices.Chosen.class).type());
    return new Shape(Map.of(), Cms.of(setup).shape(type).out());
  }
}
