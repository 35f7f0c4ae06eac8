package io.tributary.connectors.cms;

import io.tributary.sdk.Schemas;
import io.tributary.sdk.Setup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the shapes of input and output from the site. */
interface SiteSchemas extends Schemas {
  @Override
  default Shape schema(String name, Setup setup) {
    var shape = Cms.of(setup).shape(Cms.type(setup.fields(SiteChoices.Chosen.class).type()));
    return new Shape(shape.in(), saved(shape.out()));
  }

  private static Map<String, Object> saved(Map<String, Object> entry) {
    var properties = new LinkedHashMap<String, Object>();
    properties.put("id", Map.of("type", "string", "title", "Id"));
    properties.put("created", Map.of("type", "boolean", "title", "Made anew"));
    properties.put("status", Map.of("type", "string", "title", "Status"));
    properties.put("slug", Map.of("type", "string", "title", "Slug"));
    properties.put("link", Map.of("type", "string", "title", "Address for people"));
    properties.put("entry", entry.isEmpty() ? Map.of("type", "object") : entry);
    return Map.of("type", "object", "properties", properties, "required", List.of("id", "created"));
  }
}
