package io.tributary.runtime.authorizations.clients;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** OAuth clients of an organization's own. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/oauth-clients/{publisher}/{name}")
@Tag(name = "oauth")
final class ClientController {
  private final ClientDesk desk;

  ClientController(ClientDesk desk) {
    this.desk = desk;
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "The organization's OAuth client for a component, without its secret")
  ClientView one(
      @PathVariable OrganizationName organization,
      @PathVariable String publisher,
      @PathVariable String name) {
    return desk.show(owner(organization), ref(publisher, name));
  }

  @PutMapping
  @Needs(Permission.CONNECT)
  @Operation(summary = "Makes or replaces the organization's OAuth client for a component")
  ClientView put(
      @PathVariable OrganizationName organization,
      @PathVariable String publisher,
      @PathVariable String name,
      @RequestBody ClientBody body) {
    return desk.put(owner(organization), ref(publisher, name), body);
  }

  @DeleteMapping
  @Needs(Permission.CONNECT)
  @Operation(summary = "Removes it; connections that were authorized by it must be again")
  ResponseEntity<Void> remove(
      @PathVariable OrganizationName organization,
      @PathVariable String publisher,
      @PathVariable String name) {
    desk.remove(owner(organization), ref(publisher, name));
    return ResponseEntity.noContent().build();
  }

  private static ClientOwner owner(OrganizationName organization) {
    return new ClientOwner.Organization(organization);
  }

  private static ComponentRef ref(String publisher, String name) {
    return ComponentRef.parse(publisher + "/" + name);
  }
}
