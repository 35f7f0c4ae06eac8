package io.tributary.foundation.web;

import io.tributary.foundation.problems.Problems;
import io.tributary.foundation.problems.Refusal;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are larger than anything an API takes, before they are read; those that do
 * not say how large they are, as soon as they pass the limit. Pushes and webhooks have limits of
 * their own.
 */
public final class BodyLimit extends OncePerRequestFilter {
  static final long USUAL = 1024 * 1024;

  /** An edited message, as a dead letter holds it. */
  static final long MESSAGE = 16 * 1024 * 1024;

  private static final Pattern LIMITED = Pattern.compile("/+(api|internal)/.*");
  private static final Pattern MESSAGES = Pattern.compile(".*/dead-letters/[^/]+/edited");

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !LIMITED.matcher(request.getRequestURI()).matches();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long limit = MESSAGES.matcher(request.getRequestURI()).matches() ? MESSAGE : USUAL;
    if (request.getContentLengthLong() > limit) {
      Problems.write(
          response, Problems.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", text(limit)));
      return;
    }
    chain.doFilter(new Limited(request, limit), response);
  }

  private static String text(long limit) {
    return "This request takes a body of at most %d KiB.".formatted(limit / 1024);
  }

  private static final class Limited extends HttpServletRequestWrapper {
    private final long limit;

    Limited(HttpServletRequest request, long limit) {
      super(request);
      this.limit = limit;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new Counted(super.getInputStream(), limit);
    }
  }

  /** Counts what is read. */
  private static final class Counted extends ServletInputStream {
    private final ServletInputStream in;
    private final long limit;
    private long seen;

    Counted(ServletInputStream in, long limit) {
      this.in = in;
      this.limit = limit;
    }

    @Override
    public int read() throws IOException {
      int one = in.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int some = in.read(bytes, offset, length);
      count(some);
      return some;
    }

    private void count(int more) {
      seen += Math.max(0, more);
      if (seen > limit) {
        throw Refusal.tooLarge("body-too-large", text(limit));
      }
    }

    @Override
    public boolean isFinished() {
      return in.isFinished();
    }

    @Override
    public boolean isReady() {
      return in.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      in.setReadListener(listener);
    }
  }
}
