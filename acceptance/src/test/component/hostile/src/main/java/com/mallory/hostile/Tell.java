package com.mallory.hostile;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Reply;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Map;

/** The caller hears how far the step before came. */
public final class Tell implements Action<Map<String, Object>> {
  @Override
  public void run(Map<String, Object> message, Context context, Emitter out) {
    var lines = new ArrayList<>(Attack.texts(message.get("lines")));
    boolean found = Files.exists(Attack.MARK) || System.getProperty("mark.of.another.step") != null;
    var said = new Said();
    said.add(found, "R11 what another step left", found ? "is here" : "is not here");
    lines.addAll(said.lines());
    context.reply(Reply.text(200, String.join("\n", lines) + "\n"));
    out.emit(message);
  }
}
