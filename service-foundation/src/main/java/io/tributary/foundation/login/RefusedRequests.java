package io.tributary.foundation.login;

import jakarta.servlet.http.HttpServletRequest;

/** Hears of requests that somebody who is logged in was not allowed to make. */
@FunctionalInterface
public interface RefusedRequests {
  void refused(HttpServletRequest request, Caller caller, int status);
}
