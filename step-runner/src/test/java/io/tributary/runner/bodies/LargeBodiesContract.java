package io.tributary.runner.bodies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of large bodies does; two flows have their topics. */
public abstract class LargeBodiesContract {
  protected static final FlowId OURS = new FlowId("flow0001");
  protected static final FlowId THEIRS = new FlowId("flow0002");
  private static final String ID = "0123456789abcdefghjkmnpqrs";
  private static final String OTHER = "aaaaaaaaaaaaaaaaaaaaaaaaaa";

  protected abstract LargeBodies bodies();

  @Test
  void piecesComeBackAsTheyWereStored() throws Exception {
    var reference = stored(OURS, ID, piece(1), piece(2), tail(3, 7));

    assertThat(bodies().piece(OURS, reference, 0)).contains(piece(1));
    assertThat(bodies().piece(OURS, reference, 2L * BodyReference.PIECE)).contains(tail(3, 7));
    assertThat(bodies().piece(OURS, reference, BodyReference.PIECE + 5)).contains(piece(2));
    assertThat(bodies().piece(OURS, reference, 0)).contains(piece(1));
  }

  @Test
  void bodiesBetweenEachOtherDoNotMix() throws Exception {
    int partition = bodies().partition(OURS, ID);
    var mine = new ArrayList<Long>();
    for (int i = 0; i < 3; i++) {
      mine.add(bodies().append(OURS, partition, ID, piece(i)));
      bodies().append(OURS, partition, OTHER, piece(9));
    }
    var reference = new BodyReference(partition, ID, 3L * BodyReference.PIECE, mine);

    for (int i = 0; i < 3; i++) {
      assertThat(bodies().piece(OURS, reference, (long) i * BodyReference.PIECE))
          .contains(piece(i));
    }
  }

  @Test
  void aReferenceLeadsNowhereWithoutItsIdAndInAnotherFlow() throws Exception {
    var reference = stored(OURS, ID, tail(1, 50));
    stored(THEIRS, OTHER, tail(2, 50));
    var guessed = new BodyReference(reference.partition(), OTHER, 50, reference.offsets());
    var longer = new BodyReference(reference.partition(), ID, 60, reference.offsets());
    var beyond = new BodyReference(reference.partition(), ID, 50, List.of(1_000_000L));
    var nowhere = new BodyReference(77, ID, 50, reference.offsets());

    assertThat(bodies().piece(OURS, reference, 0)).contains(tail(1, 50));
    assertThat(bodies().piece(THEIRS, reference, 0)).isEmpty();
    for (var wrong : List.of(guessed, longer, beyond, nowhere)) {
      assertThat(bodies().piece(OURS, wrong, 0)).as("%s", wrong).isEmpty();
    }
  }

  protected BodyReference stored(FlowId flow, String id, byte[]... pieces) throws Exception {
    int partition = bodies().partition(flow, id);
    var offsets = new ArrayList<Long>();
    long bytes = 0;
    for (var piece : pieces) {
      offsets.add(bodies().append(flow, partition, id, piece));
      bytes += piece.length;
    }
    return new BodyReference(partition, id, bytes, offsets);
  }

  protected static byte[] piece(int fill) {
    return tail(fill, BodyReference.PIECE);
  }

  protected static byte[] tail(int fill, int size) {
    var bytes = new byte[size];
    Arrays.fill(bytes, (byte) fill);
    return bytes;
  }
}
