package io.tributary.runtime.authorizations.clients;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.ComponentRef;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** OAuth clients for every organization, by the operator (the foundation sees to that). */
@RestController
@RequestMapping("/api/v1/operator/oauth-clients/{publisher}/{name}")
@Tag(name = "oauth")
final class PlatformClientController {
  private static final ClientOwner PLATFORM = new ClientOwner.Platform();

  private final ClientDesk desk;

  PlatformClientController(ClientDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Operation(summary = "The platform's OAuth client for a component, without its secret")
  ClientView one(@PathVariable String publisher, @PathVariable String name) {
    return desk.show(PLATFORM, ComponentRef.parse(publisher + "/" + name));
  }

  @PutMapping
  @Operation(summary = "Makes or replaces the platform's OAuth client for a component")
  ClientView put(
      @PathVariable String publisher, @PathVariable String name, @RequestBody ClientBody body) {
    return desk.put(PLATFORM, ComponentRef.parse(publisher + "/" + name), body);
  }

  @DeleteMapping
  @Operation(summary = "Removes it; connections that were authorized by it must be again")
  ResponseEntity<Void> remove(@PathVariable String publisher, @PathVariable String name) {
    desk.remove(PLATFORM, ComponentRef.parse(publisher + "/" + name));
    return ResponseEntity.noContent().build();
  }
}
