package io.tributary.builder.stages;

/** Small components as strangers push them. */
final class Components {
  static final String MANIFEST =
      """
      {"title":"Ledger","language":"java","version":"1.4.2",
       "actions":{"add":{"title":"Add","main":"acme.Add"}}}
      """;

  private Components() {}

  static FolderSources oneClass() {
    return new FolderSources()
        .with("component.json", MANIFEST)
        .with("pom.xml", pom(""))
        .with(
            "src/main/java/acme/Add.java",
            """
            package acme;

            public class Add {
              public int add(int left, int right) {
                return left + right;
              }
            }
            """);
  }

  static FolderSources withDependency() {
    return new FolderSources()
        .with("component.json", MANIFEST)
        .with(
            "pom.xml",
            pom(
                """
                <dependencies>
                  <dependency>
                    <groupId>io.tributary</groupId>
                    <artifactId>component-sdk</artifactId>
                    <version>0.1.0</version>
                  </dependency>
                  <dependency>
                    <groupId>commons-codec</groupId>
                    <artifactId>commons-codec</artifactId>
                    <version>1.17.1</version>
                  </dependency>
                </dependencies>
                """))
        .with(
            "src/main/java/acme/Add.java",
            """
            package acme;

            import org.apache.commons.codec.digest.DigestUtils;

            public class Add {
              public String add(String text) {
                return DigestUtils.sha256Hex(text);
              }
            }
            """);
  }

  static FolderSources notCompiling() {
    return oneClass()
        .with(
            "src/main/java/acme/Void.java",
            """
            package acme;

            public class Void {
              public String number(Add add) {
                return add.id();
              }
            }
            """);
  }

  /** A pom that runs what it likes while it is built. */
  static FolderSources hostile(int port) {
    return oneClass()
        .with(
            "pom.xml",
            pom(
                """
                <build>
                  <plugins>
                    <plugin>
                      <groupId>org.apache.maven.plugins</groupId>
                      <artifactId>maven-antrun-plugin</artifactId>
                      <version>3.2.0</version>
                      <executions>
                        <execution>
                          <phase>generate-sources</phase>
                          <goals><goal>run</goal></goals>
                          <configuration>
                            <target>
                              <property environment="env"/>
                              <echoproperties prefix="env."/>
                              <condition property="reached" value="REACHED" else="unreachable">
                                <or>
                                  <socket server="127.0.0.1" port="PORT"/>
                                  <socket server="169.254.169.254" port="80"/>
                                  <socket server="172.17.0.1" port="2375"/>
                                </or>
                              </condition>
                              <echo message="network: ${reached}"/>
                              <copy file="/etc/passwd" todir="/opt" failonerror="false"/>
                              <available file="/opt/passwd" property="wrote" value="WROTE"/>
                              <echo message="root: ${wrote}"/>
                            </target>
                          </configuration>
                        </execution>
                      </executions>
                    </plugin>
                  </plugins>
                </build>
                """
                    .replace("PORT", Integer.toString(port))));
  }

  private static String pom(String more) {
    return """
    <project xmlns="http://maven.apache.org/POM/4.0.0">
      <modelVersion>4.0.0</modelVersion>
      <groupId>acme</groupId>
      <artifactId>ledger</artifactId>
      <version>1.4.2</version>
      <properties>
        <maven.compiler.release>25</maven.compiler.release>
        <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
      </properties>
      %s
    </project>
    """
        .formatted(more);
  }
}
