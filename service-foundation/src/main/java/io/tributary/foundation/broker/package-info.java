/** The log-in at the message broker, for what Spring opens there. */
@NullMarked
package io.tributary.foundation.broker;

import org.jspecify.annotations.NullMarked;
