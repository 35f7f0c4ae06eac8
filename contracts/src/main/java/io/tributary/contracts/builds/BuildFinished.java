package io.tributary.contracts.builds;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.VersionRef;
import java.time.Instant;

/** The builder says how a build ended. Said again after a crash with the same words. */
public record BuildFinished(
    long build, VersionRef version, CommitId commit, BuildResult result, Instant finishedAt) {}
