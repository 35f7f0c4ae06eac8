package io.tributary.platform.mail;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the trap holds to anybody who is logged in: a laptop has no strangers. */
@RestController
final class MailController {
  private final MailTrap trap;

  MailController(MailTrap trap) {
    this.trap = trap;
  }

  @GetMapping("/dev/mail")
  List<TrappedMail> mail() {
    return trap.messages();
  }
}
