package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Archive;
import io.tributary.foundation.leaving.Owned;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.masking.KnownMasks;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import io.tributary.runtime.topics.Topics.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * An organization's dead letters, with their messages as they may be seen. Only exported here: the
 * messages go with their flows' topics, and what became of them goes with the other rows.
 */
@Component
@Order(30)
final class OwnedDeadLetters implements Owned {
  private static final int AT_ONCE = 100;

  /** Bodies that are held at a time; one alone may be larger. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private final DeadLetters letters;
  private final ShowDeadLetter show;
  private final FindMask masks;
  private final Topics topics;

  OwnedDeadLetters(DeadLetters letters, ShowDeadLetter show, FindMask masks, Topics topics) {
    this.letters = letters;
    this.show = show;
    this.masks = masks;
    this.topics = topics;
  }

  @Override
  public List<Holding> holdings(OrganizationName organization) {
    return List.of(new Holding("dead letters", letters.count(organization)));
  }

  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    archive.lines("runtime/dead-letters.jsonl", line -> write(organization, line));
  }

  @Override
  public long delete(OrganizationName organization) {
    return 0;
  }

  private void write(OrganizationName organization, Consumer<String> line) {
    var known = new KnownMasks(masks);
    for (var page = letters.after(organization, "", AT_ONCE);
        !page.isEmpty();
        page = letters.after(organization, page.getLast().id(), AT_ONCE)) {
      portions(page).forEach(portion -> write(portion, known, line));
    }
  }

  private void write(List<DeadLetter> portion, KnownMasks known, Consumer<String> line) {
    var records = read(portion);
    for (var letter : portion) {
      var view =
          Optional.ofNullable(records.get(letter.id()))
              .map(record -> show.whole(letter, record, known))
              .orElseGet(() -> show.inList(letter));
      line.accept(Json.write(view));
    }
  }

  /** The messages by their dead letters' ids; of a removed flow there are none. */
  private Map<String, TopicRecord> read(List<DeadLetter> portion) {
    var topic = portion.getFirst().topic();
    var records = new HashMap<Place, TopicRecord>();
    topics
        .at(topic, portion.stream().map(OwnedDeadLetters::place).toList())
        .forEach(record -> records.put(new Place(record.partition(), record.offset()), record));
    var byLetter = new HashMap<String, TopicRecord>();
    for (var letter : portion) {
      var record = records.get(place(letter));
      if (record != null) {
        byLetter.put(letter.id(), record);
      }
    }
    return byLetter;
  }

  private static Place place(DeadLetter letter) {
    return new Place(letter.partition(), letter.offset());
  }

  /** Each of one topic, and not too large to be held. */
  private static List<List<DeadLetter>> portions(List<DeadLetter> page) {
    var portions = new ArrayList<List<DeadLetter>>();
    long bytes = 0;
    for (var letter : page) {
      bytes += letter.bytes();
      boolean fits =
          !portions.isEmpty()
              && bytes <= MOST_BYTES
              && portions.getLast().getFirst().topic().equals(letter.topic());
      if (!fits) {
        portions.add(new ArrayList<>());
        bytes = letter.bytes();
      }
      portions.getLast().add(letter);
    }
    return portions;
  }
}
