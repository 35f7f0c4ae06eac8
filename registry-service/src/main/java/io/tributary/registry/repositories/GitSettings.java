package io.tributary.registry.repositories;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of one push or fetch.
 *
 * @param pack the largest pack
 * @param object the largest single object, inflated
 * @param objects the most objects of one push, and the most files of one tree
 * @param commands the most refs of one push
 * @param idle how long a client may be silent
 */
@ConfigurationProperties("registry.git")
public record GitSettings(
    @DefaultValue("100MB") DataSize pack,
    @DefaultValue("25MB") DataSize object,
    @DefaultValue("20000") int objects,
    @DefaultValue("1000") int commands,
    @DefaultValue("60s") Duration idle) {}
