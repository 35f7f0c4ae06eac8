package io.tributary.runtime.notices;

/**
 * Where notices leave.
 *
 * @param host of the mail server; empty = nobody is told, notices are only kept
 * @param from sender's address
 */
public record MailSettings(String host, int port, String from) {}
