/** E-mail over SMTP. Called by the component host. */
package io.tributary.connectors.email;
