package io.tributary.platform;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * People at the page, in Debian's Chromium, who sign in at the real identity provider; and what the
 * browser did meanwhile.
 */
final class SignInStory implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String STORED =
      "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])";

  private final URI address;
  private final URI issuer;
  private final Playwright playwright;
  private final Browser browser;
  private final Set<String> origins = new TreeSet<>();
  private final List<String> complaints = new ArrayList<>();
  private BrowserContext context;
  private Page page;
  private JsonNode tokens = JsonMapper.shared().nullNode();

  SignInStory(URI address, URI issuer) {
    this.address = address;
    this.issuer = issuer;
    // The driver runs on the Node.js that builds the pages, and brings no browser.
    this.playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH",
                        onPath("node").toString(),
                        "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD",
                        "1")));
    this.browser =
        playwright.chromium().launch(new LaunchOptions().setExecutablePath(onPath("chromium")));
    this.context = browser.newContext();
    this.page = somebodyNew();
  }

  @Override
  public void close() {
    playwright.close();
  }

  void showsAPersonsOrganizationsAndKeepsNoToken(String email, String password) throws Exception {
    page.navigate(address.toString());
    assertThat(page.getByText("published connectors")).isVisible();

    page.keyboard().press("Tab");
    assertThat(button("Sign in")).isFocused();
    tokens = signIn(email, password, () -> page.keyboard().press("Enter"));

    assertThat(page.getByText("Signed in as Dana Acme")).isVisible();
    assertThat(organization("Acme")).containsText("you are owner");
    assertThat(organization("Acme")).containsText("active");
    assertThat(organization("initech")).containsText("The bill is not paid.");
    assertThat(organization("initech")).containsText("suspended");
    assertThat(organization("hooli")).containsText("leaving until");
    assertThat(page).hasURL(address.toString());
    assertThat(page.evaluate(STORED)).isEqualTo("[{},{},\"\"]");

    page.reload();
    assertThat(page.getByText("Signed in as Dana Acme")).isVisible();
    assertThat(page).hasURL(address.toString());
    assertThat(page.evaluate(STORED)).isEqualTo("[{},{},\"\"]");

    assertThat(complaints).isEmpty();
    assertThat(origins).containsExactlyInAnyOrder(origin(address), origin(issuer));
    doesNotRunWhatWasPutIn();
  }

  /** What an injection would try first. */
  private void doesNotRunWhatWasPutIn() {
    assertThat(
            page.evaluate(
                """
                () => {
                  const script = document.createElement('script')
                  script.textContent = 'window.ran = true'
                  document.body.append(script)
                  return window.ran === undefined
                }\
                """))
        .isEqualTo(true);
    assertThat(
            page.evaluate(
                "() => fetch('http://127.0.0.1:1/').then(() => 'sent', () => 'not sent')"))
        .isEqualTo("not sent");
    assertThat(String.join("\n", complaints)).contains("script-src 'self'", "connect-src 'self'");
  }

  void endsWithTheSession() throws Exception {
    assertThat(refresh(tokens).statusCode()).isEqualTo(200);
    button("Sign out").click();

    assertThat(button("Sign in")).isVisible();
    assertThat(page).hasURL(address.toString());
    var renewed = refresh(tokens);
    assertThat(renewed.statusCode()).isEqualTo(400);
    assertThat(renewed.body()).contains("invalid_grant").doesNotContain("access_token");

    page.reload();
    assertThat(button("Sign in")).isVisible();
    button("Sign in").click();
    assertThat(page.locator("#username")).isVisible();
  }

  void saysHowToMakeAnOrganization(String email, String password) throws Exception {
    page = somebodyNew();
    page.clock().install();
    page.navigate(address.toString());
    tokens = signIn(email, password, () -> button("Sign in").click());
    assertThat(page.getByText("tributary orgs create my-company")).isVisible();

    // Before its end, the token is renewed.
    var renewed = page.waitForResponse(this::isOfTokens, () -> page.clock().fastForward(270_000));
    assertThat(renewed.status()).isEqualTo(200);
    assertThat(button("Sign out")).isVisible();

    // The session is ended from elsewhere: the page says so when it hears of it.
    var ended = post("/protocol/openid-connect/logout", read(renewed));
    assertThat(ended.statusCode()).isEqualTo(204);
    page.clock().fastForward(270_000);
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Your sign-in is over");
    assertThat(button("Sign in")).isVisible();
    assertThat(page.evaluate(STORED)).isEqualTo("[{},{},\"\"]");
  }

  void saysWhatIsAwayAndWhatToDo() {
    page.route("**/.well-known/tributary", Route::abort);
    page.navigate(address.toString());
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("The platform does not answer");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("./tributary status");

    page.unrouteAll();
    page.route("**/.well-known/openid-configuration", Route::abort);
    button("Try again").click();
    assertThat(page.getByRole(AriaRole.ALERT))
        .containsText("The identity provider does not answer");

    page.unrouteAll();
    page.navigate("http://127.0.0.1:" + address.getPort() + "/");
    assertThat(page.getByRole(AriaRole.ALERT)).containsText(address.resolve("/").getAuthority());
  }

  void saysWhenAnotherProviderCannotBeUsed() {
    answer("/.well-known/openid-configuration", 200, provider("plain", issuer + "/token"));
    page.navigate(address.toString());
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("does not support PKCE with S256");

    answer("/.well-known/openid-configuration", 200, provider("S256", "https://evil.example/t"));
    page.reload();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("another host");
    page.unrouteAll();
  }

  void asksAgainForOrganizations(String email, String password) throws Exception {
    answer("/api/v1/organizations", 503, "{\"detail\":\"Try again in a few seconds.\"}");
    page.navigate(address.toString());
    signIn(email, password, () -> button("Sign in").click());
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("Try again in a few seconds.");

    page.unrouteAll();
    button("Try again").click();
    assertThat(organization("Acme")).isVisible();
  }

  /** What the token endpoint answered the page. */
  private JsonNode signIn(String email, String password, Runnable begin) {
    begin.run();
    // Who somebody is decides where they sign in: a realm with organizations asks for it first.
    page.locator("#username").fill(email);
    page.locator("#kc-login").click();
    page.locator("#password").fill(password);
    return read(page.waitForResponse(this::isOfTokens, () -> page.locator("#kc-login").click()));
  }

  private boolean isOfTokens(Response response) {
    return response.url().startsWith(issuer + "/protocol/openid-connect/token");
  }

  private static JsonNode read(Response answer) {
    return JsonMapper.shared().readTree(answer.text());
  }

  private HttpResponse<String> refresh(JsonNode tokens) throws IOException, InterruptedException {
    return post("/protocol/openid-connect/token", tokens);
  }

  private HttpResponse<String> post(String path, JsonNode tokens)
      throws IOException, InterruptedException {
    var form =
        "client_id=tributary-web&grant_type=refresh_token&refresh_token="
            + URLEncoder.encode(tokens.path("refresh_token").asString(), StandardCharsets.UTF_8);
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(issuer + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build(),
        BodyHandlers.ofString());
  }

  private void answer(String path, int status, String body) {
    page.unrouteAll();
    page.route(
        "**" + path,
        route ->
            route.fulfill(
                new FulfillOptions()
                    .setStatus(status)
                    .setContentType("application/json")
                    .setHeaders(Map.of("Access-Control-Allow-Origin", origin(address)))
                    .setBody(body)));
  }

  private String provider(String method, String tokenEndpoint) {
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "issuer",
                issuer.toString(),
                "authorization_endpoint",
                issuer + "/auth",
                "token_endpoint",
                tokenEndpoint,
                "code_challenge_methods_supported",
                List.of(method)));
  }

  private Page somebodyNew() {
    context.close();
    context = browser.newContext();
    var fresh = context.newPage();
    fresh.onRequest(request -> origins.add(origin(URI.create(request.url()))));
    fresh.onPageError(complaints::add);
    fresh.onConsoleMessage(
        message -> {
          if (Set.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    return fresh;
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator organization(String title) {
    return page.getByRole(AriaRole.LISTITEM)
        .filter(
            new Locator.FilterOptions()
                .setHas(
                    page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName(title).setExact(true))));
  }

  private static String origin(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }

  private static Path onPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(program + " is missing: ./verify installs it"));
  }
}
