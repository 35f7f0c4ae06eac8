package io.tributary.registry.repositories;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import io.tributary.foundation.leaving.Archive;
import io.tributary.foundation.leaving.Owned;
import io.tributary.registry.publishers.Publisher;
import io.tributary.registry.publishers.Publishers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.BundleWriter;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The Git repositories of an organization's publishers. Exported as bundles (gitformat-bundle(5)),
 * which {@code git clone} takes like a repository.
 */
@Component
@Order(0)
final class OwnedRepositories implements Owned {
  private final Publishers publishers;
  private final RepositoryFolders folders;

  OwnedRepositories(Publishers publishers, RepositoryFolders folders) {
    this.publishers = publishers;
    this.folders = folders;
  }

  @Override
  public List<Holding> holdings(OrganizationName organization) {
    return List.of(
        new Holding(
            "repositories",
            names(organization).stream().mapToLong(name -> components(name).size()).sum()));
  }

  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    for (var publisher : names(organization)) {
      for (var component : components(publisher)) {
        try (var repository = folders.open(component).orElseThrow()) {
          var bundle = bundle(repository);
          archive.file(
              "repositories/%s/%s.bundle".formatted(publisher, component.name()),
              out -> bundle.writeBundle(NullProgressMonitor.INSTANCE, out));
        }
      }
    }
  }

  @Override
  public long delete(OrganizationName organization) {
    return names(organization).stream().mapToLong(this::delete).sum();
  }

  private long delete(PublisherName publisher) {
    try {
      long some = folders.of(publisher).size();
      folders.remove(publisher);
      return some;
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }

  private List<PublisherName> names(OrganizationName organization) {
    return publishers.of(organization).stream().map(Publisher::name).toList();
  }

  private List<ComponentRef> components(PublisherName publisher) {
    try {
      return folders.of(publisher);
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    }
  }

  private static BundleWriter bundle(Repository repository) throws IOException {
    var bundle = new BundleWriter(repository);
    for (var ref : repository.getRefDatabase().getRefs()) {
      if (!ref.isSymbolic()) {
        bundle.include(ref);
      }
    }
    return bundle;
  }
}
