package io.tributary.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.tributary.builder.BuilderConfiguration;
import io.tributary.foundation.FoundationConfiguration;
import io.tributary.platform.home.Settings;
import io.tributary.platform.home.StartRefused;
import io.tributary.platform.mail.MailConfiguration;
import io.tributary.platform.pages.PagesConfiguration;
import io.tributary.platform.part.StartReport;
import io.tributary.registry.RegistryConfiguration;
import io.tributary.registry.organizations.Founder;
import io.tributary.registry.organizations.MakeOrganization;
import io.tributary.runtime.RuntimeConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The platform process: starts the embedded parts as its children, and all services in one Spring
 * context on one port.
 *
 * <p>Started by {@code ./tributary up}; ends all of it in order on SIGTERM. Exits with 1 when the
 * start is refused, after telling the start report why.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  FoundationConfiguration.class,
  RegistryConfiguration.class,
  BuilderConfiguration.class,
  RuntimeConfiguration.class,
  MailConfiguration.class,
  PagesConfiguration.class
})
public class PlatformApplication {

  public static void main(String[] arguments) {
    quiet();
    var root = Path.of(System.getProperty("tributary.root", "."));
    var settings = Settings.read(List.of(arguments), System.getenv(), root);
    settings.home().prepared();
    var report = new StartReport(settings.home().startReport());
    try {
      var platform = new Platform(settings, report);
      Runtime.getRuntime().addShutdownHook(new Thread(platform::stop, "stop"));
      platform.start(PlatformApplication::startServices);
    } catch (StartRefused refused) {
      report.failed("start", refused);
      System.exit(1);
    }
  }

  private static Platform.Services startServices(Platform platform) {
    var application = new SpringApplication(PlatformApplication.class);
    // The platform ends the context itself, before the parts that it stands on.
    application.setRegisterShutdownHook(false);
    application.setBeanNameGenerator(FullyQualifiedAnnotationBeanNameGenerator.INSTANCE);
    application.setDefaultProperties(
        Map.of(
            "server.address", "127.0.0.1",
            "spring.flyway.enabled", "false",
            "spring.jmx.enabled", "false",
            "server.tomcat.threads.max", "50"));
    application.addInitializers(new Preparation(platform));
    return new Context(application.run());
  }

  private record Context(ConfigurableApplicationContext context) implements Platform.Services {
    @Override
    public void ensureFounders(List<Founder> founders) {
      context.getBean(MakeOrganization.class).ensure(founders);
    }

    @Override
    public void close() {
      context.close();
    }
  }

  /** Before all other initializers: they read what it says. */
  private record Preparation(Platform platform)
      implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
    @Override
    public int getOrder() {
      return HIGHEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
      tell(context.getEnvironment(), platform.serviceSettings().forServices());
      context.getBeanFactory().registerSingleton("mailTrap", platform.mail());
    }
  }

  // Its name's ending makes Spring read it as it reads the environment: TRIBUTARY_PORT is
  // tributary.port.
  private static void tell(ConfigurableEnvironment environment, Map<String, Object> words) {
    environment
        .getPropertySources()
        .addFirst(new SystemEnvironmentPropertySource("platform-systemEnvironment", words));
  }

  /** Until Spring sets up logging, libraries would tell everything they do. */
  private static void quiet() {
    if (LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.WARN);
    }
    if (LoggerFactory.getLogger("io.tributary") instanceof Logger ours) {
      ours.setLevel(Level.INFO);
    }
  }
}
