package io.tributary.runtime.notices;

import java.io.IOException;
import java.net.URI;

/** The way of a notice to another system. */
interface Calls {
  /**
   * Posts a notice to an address that a flow names.
   *
   * @param id the same for every try
   * @throws IOException where it was not taken, or may not be sent there
   */
  void post(URI to, String id, NoticeBody notice) throws IOException;
}
