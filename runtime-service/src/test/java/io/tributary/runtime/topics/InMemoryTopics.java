package io.tributary.runtime.topics;

import io.tributary.contracts.steps.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Topics of one partition in memory; a switch takes the broker away. */
public final class InMemoryTopics implements Topics {
  private final Map<String, List<TopicRecord>> topics = new LinkedHashMap<>();
  private final Map<String, Integer> passed = new LinkedHashMap<>();
  private boolean away;

  public void goAway(boolean gone) {
    away = gone;
  }

  public void write(String topic, String value, Instant at) {
    write(topic, value, at, Map.of());
  }

  /** A message that began with this revision of its flow. */
  public void write(String topic, String value, Instant at, int revision) {
    write(topic, value, at, Map.of(MessageHeaders.FLOW_REVISION, Integer.toString(revision)));
  }

  private void write(String topic, String value, Instant at, Map<String, String> headers) {
    var records = topics.get(topic);
    records.add(
        new TopicRecord(
            topic, 0, records.size(), "", value.getBytes(StandardCharsets.UTF_8), headers, at));
  }

  /** The group has passed so many records. */
  public void pass(String topic, String group, int records) {
    passed.put(topic + " " + group, records);
  }

  public List<String> names() {
    return List.copyOf(topics.keySet());
  }

  @Override
  public void create(Collection<TopicSpec> wanted) {
    askBroker();
    wanted.forEach(topic -> topics.putIfAbsent(topic.name(), new ArrayList<>()));
  }

  @Override
  public void deleteAll(String prefix) {
    askBroker();
    topics.keySet().removeIf(name -> name.startsWith(prefix));
    passed.keySet().removeIf(place -> place.substring(place.indexOf(' ') + 1).startsWith(prefix));
  }

  @Override
  public void delete(String topic, String group) {
    askBroker();
    topics.remove(topic);
    passed.remove(topic + " " + group);
  }

  @Override
  public long waiting(String topic, String group, IntPredicate revisions) {
    return records(topic).stream()
        .skip(passed.getOrDefault(topic + " " + group, 0))
        .filter(record -> revisions.test(record.revision()))
        .count();
  }

  @Override
  public List<TopicRecord> waitingRecords(
      String topic, String group, IntPredicate revisions, int most) {
    return records(topic).stream()
        .skip(passed.getOrDefault(topic + " " + group, 0))
        .filter(record -> revisions.test(record.revision()))
        .limit(most)
        .toList();
  }

  @Override
  public long written(String topic) {
    return count(topic);
  }

  @Override
  public void trim(String topic, Collection<String> groups, Instant olderThan) {
    throw new UnsupportedOperationException("nothing in memory grows old");
  }

  @Override
  public long count(String topic) {
    return records(topic).size();
  }

  @Override
  public Optional<Instant> oldest(String topic) {
    return records(topic).stream().map(TopicRecord::at).findFirst();
  }

  @Override
  public List<TopicRecord> newest(String topic, int limit) {
    return records(topic).reversed().stream().limit(limit).toList();
  }

  @Override
  public Optional<TopicRecord> at(String topic, int partition, long offset) {
    return records(topic).stream().filter(record -> record.offset() == offset).findFirst();
  }

  @Override
  public List<TopicRecord> at(String topic, Collection<Place> places) {
    return records(topic).stream()
        .filter(record -> places.contains(new Place(record.partition(), record.offset())))
        .toList();
  }

  @Override
  public void forEach(String topic, Consumer<TopicRecord> action) {
    records(topic).forEach(action);
  }

  @Override
  public Reading read(String topic, Instant since) {
    var left =
        new ArrayList<>(
            records(topic).stream().filter(record -> !record.at().isBefore(since)).toList());
    return new Reading() {
      @Override
      public List<TopicRecord> next(Duration patience) {
        var given = List.copyOf(left);
        left.clear();
        return given;
      }

      @Override
      public boolean atEnd() {
        return left.isEmpty();
      }

      @Override
      public void close() {
        left.clear();
      }
    };
  }

  @Override
  public Looking look(String topic) {
    return new Looking() {
      @Override
      public Optional<TopicRecord> at(Place place) {
        return InMemoryTopics.this.at(topic, place.partition(), place.offset());
      }

      @Override
      public void close() {}
    };
  }

  private List<TopicRecord> records(String topic) {
    askBroker();
    return topics.getOrDefault(topic, List.of());
  }

  private void askBroker() {
    if (away) {
      throw new BrokerAway("the broker is away", new IllegalStateException());
    }
  }
}
