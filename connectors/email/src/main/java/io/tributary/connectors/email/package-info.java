/** E-mail out over SMTP and in over IMAP. Called by the component host. */
package io.tributary.connectors.email;
