/**
 * The mail trap of a laptop: takes every mail on loopback, sends none on, and shows them at
 * /dev/mail.
 */
@NullMarked
package io.tributary.platform.mail;

import org.jspecify.annotations.NullMarked;
