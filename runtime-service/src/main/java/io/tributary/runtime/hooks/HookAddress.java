package io.tributary.runtime.hooks;

/**
 * Where hooks are reached from outside.
 *
 * @param publicUrl without a slash at its end
 */
public record HookAddress(String publicUrl) {
  public HookAddress {
    publicUrl = publicUrl.replaceAll("/+$", "");
  }

  public String of(Hook hook) {
    return publicUrl + "/hooks/" + hook.id();
  }
}
