package io.tributary.runtime.notices;

import java.time.Instant;

/**
 * A notice as other systems read it.
 *
 * @param text subject and text: what chats show of a post
 * @param about the cause or the connection that it is told once for
 * @param count how often it has happened since
 */
record NoticeBody(
    String organization,
    String flow,
    String about,
    String subject,
    String text,
    Instant since,
    long count) {}
