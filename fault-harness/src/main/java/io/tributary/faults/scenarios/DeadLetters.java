package io.tributary.faults.scenarios;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.faults.bed.TestFlow;
import io.tributary.faults.history.Mark;
import io.tributary.faults.traffic.Marks;
import io.tributary.faults.traffic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A flow's dead letters, held against what was sent. */
final class DeadLetters {
  private static final List<String> HEADERS =
      List.of(
          MessageHeaders.DEAD_STEP,
          MessageHeaders.DEAD_TOPIC,
          MessageHeaders.DEAD_PARTITION,
          MessageHeaders.DEAD_OFFSET,
          MessageHeaders.DEAD_ATTEMPTS,
          MessageHeaders.DEAD_KIND,
          MessageHeaders.DEAD_ERROR,
          MessageHeaders.DEAD_MESSAGE,
          MessageHeaders.DEAD_IMAGE,
          MessageHeaders.CE_ID);

  private final List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
  private final Map<String, byte[]> inputs = new HashMap<>();

  static DeadLetters read(String bootstrap, TestFlow flow) {
    var dead = new DeadLetters();
    TopicReader.readAll(bootstrap, List.of(flow.deadLetters()), dead.letters::add);
    TopicReader.readAll(
        bootstrap,
        List.of(flow.input()),
        record ->
            dead.inputs.put(
                place(record.topic(), record.partition() + "", record.offset() + ""),
                record.value()));
    return dead;
  }

  int size() {
    return letters.size();
  }

  Map<String, Long> byKind() {
    return letters.stream()
        .collect(
            Collectors.groupingBy(
                letter -> header(letter, MessageHeaders.DEAD_KIND),
                TreeMap::new,
                Collectors.counting()));
  }

  /** Sentences where a letter is missing, not poison, changed, or says too little of itself. */
  List<String> broken(Map<Mark, byte[]> poison) {
    var broken = new ArrayList<String>();
    var missing = new HashSet<>(poison.keySet());
    for (var letter : letters) {
      var mark = Marks.of(letter.value());
      missing.remove(mark);
      var sent = poison.get(mark);
      if (sent == null) {
        broken.add("a good message is among the dead letters: " + mark);
      } else if (!Arrays.equals(sent, letter.value())) {
        broken.add("a dead letter's bytes are not those that were sent: " + mark);
      }
      for (var name : HEADERS) {
        if (header(letter, name).isEmpty()) {
          broken.add("a dead letter has no header %s: %s".formatted(name, mark));
        }
      }
      if (!Arrays.equals(letter.value(), inputs.get(origin(letter)))) {
        broken.add("a dead letter names a place where it does not lie: " + origin(letter));
      }
    }
    missing.forEach(mark -> broken.add("a poison message is not among the dead letters: " + mark));
    return broken;
  }

  private static String origin(ConsumerRecord<byte[], byte[]> letter) {
    return place(
        header(letter, MessageHeaders.DEAD_TOPIC),
        header(letter, MessageHeaders.DEAD_PARTITION),
        header(letter, MessageHeaders.DEAD_OFFSET));
  }

  private static String place(String topic, String partition, String offset) {
    return topic + "/" + partition + "@" + offset;
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    var header = letter.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
