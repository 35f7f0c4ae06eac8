package io.tributary.connectors.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Action;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExamplesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void filterGivesWhatTheExampleSays() throws IOException {
    gives("filter", new Filter(), Map.of());
  }

  @Test
  void splitGivesWhatTheExampleSays() throws IOException {
    gives("split", new Split(), Map.of("key", "/id"));
  }

  @Test
  void batchGivesWhatTheExampleSays() throws IOException {
    gives("batch", new Batch(), Map.of());
  }

  @Test
  void lookUpGivesWhatTheExampleSays() throws IOException {
    gives("lookUp", new LookUp(), Map.of("table", "code,name\nde,Germany", "ignoreCase", true));
  }

  @Test
  void csvGivesWhatTheExamplesSay() throws IOException {
    gives("csvToJson", new CsvToJson(), Map.of());
    gives("jsonToCsv", new JsonToCsv(), Map.of());
  }

  @Test
  void xmlGivesWhatTheExamplesSay() throws IOException {
    gives("xmlToJson", new XmlToJson(), Map.of());
    gives("jsonToXml", new JsonToXml(), Map.of());
  }

  @Test
  void validateGivesWhatTheExampleSays() throws IOException {
    gives("validate", new Validate(), Map.of("schema", "{\"required\": [\"email\"]}"));
  }

  @Test
  void formatGivesWhatTheExampleSays() throws IOException {
    var rules =
        """
        [{"at": "/due", "what": "date", "from": "dd.MM.yyyy"},
         {"at": "/amount", "what": "number", "decimal": ",", "grouping": "."},
         {"at": "/name", "what": "text", "as": ["squeeze", "title"]}]
        """;

    gives("format", new Format(), Map.of("rules", rules));
  }

  private static void gives(String name, Action<?> action, Map<String, Object> fields)
      throws IOException {
    var result =
        Run.action(action)
            .withFields(fields)
            .withKey("k")
            .on(Files.readString(Path.of("examples/" + name + ".in.json")));

    var expected = JSON.readTree(Files.readString(Path.of("examples/" + name + ".out.json")));
    var all = result.emitted().stream().map(each -> JSON.readTree(each.json())).toList();
    assertThat(all)
        .isEqualTo(
            expected.isArray() ? List.copyOf(expected.values()) : List.<JsonNode>of(expected));
  }
}
