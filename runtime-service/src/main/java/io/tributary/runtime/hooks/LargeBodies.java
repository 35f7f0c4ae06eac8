package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.LargeBody;

/** Where bodies go that are too large for a message, piece after piece. */
interface LargeBodies {
  /**
   * Begins one.
   *
   * @throws io.tributary.runtime.topics.BrokerAway where the broker does not answer
   */
  Upload begin(FlowId flow);

  /** A body on its way; what is not ended is referred to by nobody and goes in time. */
  interface Upload {
    /**
     * Hands a piece over; the one before it is stored then. Only the last may be shorter than
     * {@link io.tributary.contracts.steps.BodyReference#PIECE}.
     *
     * @throws io.tributary.runtime.topics.BrokerAway where that one was not acknowledged
     */
    void add(byte[] piece);

    /** All pieces are stored: what stands for them. */
    LargeBody end();
  }
}
