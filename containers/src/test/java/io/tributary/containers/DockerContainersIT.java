package io.tributary.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import io.tributary.containers.base.BaseImages;
import io.tributary.containers.docker.DockerContainers;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class DockerContainersIT extends ContainersContract {
  @Override
  Containers open(ImageStore images, Path data) {
    return DockerContainers.connect(images)
        .orElseThrow(
            () -> new AssertionError("no Docker engine answers: apt-get install docker.io"));
  }

  /** Docker's groups are made by path or, where systemd makes them, not by us. */
  @Override
  boolean givesWay(Containers containers) {
    try (var engine = engine()) {
      return "cgroupfs".equals(engine.infoCmd().exec().getCGroupDriver());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void doesNotTakeACopyForOurs() throws Exception {
    var ours = containers().start(spec("wait"));
    try (var engine = engine()) {
      var copy = twin(engine, ours, Map.of());
      try {
        assertThat(containers().running(ours.labels()))
            .extracting(Container::id)
            .containsExactly(ours.id());
      } finally {
        engine.removeContainerCmd(copy).withForce(true).exec();
      }
    }
  }

  /** Its labels name a file to write to, and a time at which it is to be killed. */
  @Test
  void leavesAloneWhatOnlyLooksLikeOurs() throws Exception {
    var ours = containers().start(spec("wait"));
    try (var engine = engine()) {
      var log = Files.createTempDirectory("stranger").resolve("log");
      var stranger = twin(engine, ours, Map.of("log", log.toString(), "deadline", "1"));
      try {
        var found = containers().running(ours.labels());
        containers().running(ours.labels());

        assertThat(found).extracting(Container::id).containsExactly(ours.id());
        Awaitility.await()
            .during(Duration.ofSeconds(1))
            .until(() -> engine.inspectContainerCmd(stranger).exec().getState().getRunning());
        assertThat(log).doesNotExist();
      } finally {
        engine.removeContainerCmd(stranger).withForce(true).exec();
      }
    }
  }

  @Test
  void forgottenImageIsGoneFromTheEngineOnceNoContainerHasIt() throws Exception {
    var image = imageOfItsOwn();
    var base = spec("wait");
    var spec =
        ContainerSpec.of(base.name(), image)
            .withCommand(base.command())
            .withMounts(base.mounts())
            .withLabels(base.labels());
    var container = containers().start(spec);
    try (var engine = engine()) {
      var id = engine.inspectContainerCmd(container.id()).exec().getImageId();

      boolean inUse = containers().forget(image);
      assertThat(engine.inspectImageCmd(id).exec().getId()).isEqualTo(id);
      container.kill();
      Awaitility.await().until(() -> !containers().forget(image));

      assertThat(inUse).isTrue();
      assertThatThrownBy(() -> engine.inspectImageCmd(id).exec())
          .isInstanceOf(NotFoundException.class);
    }
  }

  @Test
  void imageThatOnlyAnothersContainerHasIsLeftToIt() throws Exception {
    var image = imageOfItsOwn();
    var base = spec("wait");
    var container =
        containers()
            .start(
                ContainerSpec.of(base.name(), image)
                    .withCommand(base.command())
                    .withMounts(base.mounts())
                    .withLabels(base.labels()));
    try (var engine = engine()) {
      var id = engine.inspectContainerCmd(container.id()).exec().getImageId();
      var stranger = twin(engine, container, Map.of());
      try {
        container.kill();

        Awaitility.await().until(() -> !containers().forget(image));

        assertThat(engine.inspectImageCmd(id).exec().getId()).isEqualTo(id);
      } finally {
        engine.removeContainerCmd(stranger).withForce(true).exec();
      }
      assertThat(containers().forget(image)).as("nobody has it any more").isTrue();
      assertThat(containers().forget(image)).isFalse();
    }
  }

  /** The base's layers under another configuration: nobody else has this image. */
  private ImageDigest imageOfItsOwn() throws Exception {
    var store = images();
    var base = store.read(new BaseImages(store).runtime());
    var mapper = JsonMapper.shared();
    var config =
        (ObjectNode) mapper.readTree(Files.readAllBytes(store.blob(base.config().digest())));
    config.put("author", UUID.randomUUID().toString());
    var bytes = mapper.writeValueAsBytes(config);
    var manifest =
        (ObjectNode) mapper.readTree(Files.readAllBytes(store.blob(base.digest().value())));
    var named = (ObjectNode) manifest.path("config");
    named.put("digest", sha256(bytes)).put("size", bytes.length);
    store.writeBlob(sha256(bytes), new ByteArrayInputStream(bytes));
    return store.list(mapper.writeValueAsBytes(manifest));
  }

  private static String sha256(byte[] bytes) throws Exception {
    return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** Labelled like ours but for these. */
  private static String twin(DockerClient engine, Container ours, Map<String, String> other) {
    var known = engine.inspectContainerCmd(ours.id()).exec();
    var labels = new HashMap<>(known.getConfig().getLabels());
    other.forEach((name, value) -> labels.put("io.tributary." + name, value));
    var inmate =
        new Mount()
            .withType(MountType.BIND)
            .withSource(INMATE.toString())
            .withTarget("/inmate")
            .withReadOnly(true);
    var id =
        engine
            .createContainerCmd(known.getImageId())
            .withLabels(labels)
            .withEntrypoint(known.getConfig().getEntrypoint())
            .withHostConfig(
                HostConfig.newHostConfig().withNetworkMode("none").withMounts(List.of(inmate)))
            .exec()
            .getId();
    engine.startContainerCmd(id).exec();
    return id;
  }

  private static DockerClient engine() {
    var config = DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    return DockerClientImpl.getInstance(
        config,
        new ApacheDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .sslConfig(config.getSSLConfig())
            .build());
  }
}
