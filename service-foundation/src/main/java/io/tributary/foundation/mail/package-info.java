/** Mail from services to people. */
@NullMarked
package io.tributary.foundation.mail;

import org.jspecify.annotations.NullMarked;
