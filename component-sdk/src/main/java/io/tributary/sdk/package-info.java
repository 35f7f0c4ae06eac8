/**
 * What the author of a component writes against: actions and triggers over records of their own.
 *
 * <p>A component is a class with a public constructor without arguments that implements {@link
 * io.tributary.sdk.Action}, {@link io.tributary.sdk.Trigger} or {@link
 * io.tributary.sdk.PollingTrigger}; {@code component.json} names it as {@code main}. One instance
 * serves a worker; its method is called by many virtual threads at once, so blocking is cheap and
 * shared fields must be safe for threads.
 *
 * <p>Called by component hosts. It knows the JDK and nothing else: no JSON library, no broker, no
 * platform. So a component decides its own dependencies, and they never meet ours.
 */
@NullMarked
package io.tributary.sdk;

import org.jspecify.annotations.NullMarked;
