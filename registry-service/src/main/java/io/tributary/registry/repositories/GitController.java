package io.tributary.registry.repositories;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.foundation.audit.AuditTrail;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.lib.Repository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Git's smart HTTP protocol, as git-http-backend(1) speaks it. */
@RestController
@RequestMapping("/git/{publisher}/{repository}")
class GitController {
  private static final String UPLOAD = "git-upload-pack";
  private static final String RECEIVE = "git-receive-pack";
  // Wants and haves of a fetch are text; this is some 80,000 of them.
  private static final int MOST_FETCH_BYTES = 4 * 1024 * 1024;

  /** What follows a request's head. */
  private interface Conversation {
    void run() throws IOException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(GitController.class);

  private final GitAccess access;
  private final RepositoryFolders folders;
  private final ServeFetch serveFetch;
  private final ReceivePush receivePush;

  GitController(
      GitAccess access, RepositoryFolders folders, ServeFetch serveFetch, ReceivePush receivePush) {
    this.access = access;
    this.folders = folders;
    this.serveFetch = serveFetch;
    this.receivePush = receivePush;
  }

  @GetMapping("/info/refs")
  void advertise(
      @PathVariable String publisher,
      @PathVariable String repository,
      @RequestParam(defaultValue = "") String service,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var component = access.component(publisher, repository);
    if (service.equals(UPLOAD)) {
      access.toFetch(caller, component);
      try (var found = folders.open(component).orElseThrow(GitAccess::unknown)) {
        answer(response, "application/x-git-upload-pack-advertisement");
        serveFetch.advertise(found, protocol(request), response.getOutputStream());
      }
    } else if (service.equals(RECEIVE)) {
      access.toPush(caller, component);
      answer(response, "application/x-git-receive-pack-advertisement");
      receivePush.advertise(component, response.getOutputStream());
    } else {
      throw Refusal.forbidden("git-too-old", "Only Git's smart protocol is spoken: update git.");
    }
  }

  @PostMapping("/git-upload-pack")
  void fetch(
      @PathVariable String publisher,
      @PathVariable String repository,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var component = access.component(publisher, repository);
    access.toFetch(caller, component);
    try (Repository found = folders.open(component).orElseThrow(GitAccess::unknown);
        var in = new BoundedStream(body(request), MOST_FETCH_BYTES)) {
      answer(response, "application/x-git-upload-pack-result");
      var out = response.getOutputStream();
      told(component, () -> serveFetch.serve(found, protocol(request), in, out));
    }
  }

  @PostMapping("/git-receive-pack")
  void push(
      @PathVariable String publisher,
      @PathVariable String repository,
      Caller caller,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var component = access.component(publisher, repository);
    var owner = access.toPush(caller, component);
    AuditTrail.concerns(request, owner.organization());
    try (var in = body(request)) {
      answer(response, "application/x-git-receive-pack-result");
      var out = response.getOutputStream();
      told(component, () -> receivePush.receive(component, owner.organization(), in, out));
    }
  }

  /**
   * Once the conversation runs, JGit tells the client what went wrong in Git's own words (a pack
   * too large, an object unsound) and throws besides; or the client is gone. Either way the answer
   * stands as it is.
   */
  private static void told(ComponentRef component, Conversation conversation) {
    try {
      conversation.run();
    } catch (IOException ended) {
      LOG.info("Git conversation on {} ended early: {}", component, cause(ended));
    }
  }

  private static String cause(IOException ended) {
    var cause = ended.getCause() == null ? ended : ended.getCause();
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static InputStream body(HttpServletRequest request) throws IOException {
    var coding = request.getHeader("Content-Encoding");
    return coding != null && (coding.equals("gzip") || coding.equals("x-gzip"))
        ? new GZIPInputStream(request.getInputStream())
        : request.getInputStream();
  }

  private static List<String> protocol(HttpServletRequest request) {
    var header = request.getHeader("Git-Protocol");
    return header == null ? List.of() : List.of(header.split(":", -1));
  }

  private static void answer(HttpServletResponse response, String type) {
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-cache, max-age=0, must-revalidate");
  }
}
