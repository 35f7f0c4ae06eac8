/**
 * How builds come in: from Kafka, once each however often they are said.
 *
 * <p>The registry asks by {@code BuildRequested}. It must not know how a build is carried out.
 */
@NullMarked
package io.tributary.builder.requests;

import org.jspecify.annotations.NullMarked;
