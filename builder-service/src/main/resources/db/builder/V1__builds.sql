-- One row per build; the state's own columns are null in every other state.
create table builder.build (
  id               bigint primary key,
  organization     text        not null,
  component        text        not null,
  version          text        not null,
  commit_id        text        not null,
  reference        text        not null,
  manifest         text        not null,
  requested_at     timestamptz not null,
  state            text        not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  since            timestamptz not null,
  worker           text,
  lease_until      timestamptz,
  attempt          integer,
  image            text,
  bytes            bigint,
  bytes_beside     bigint,
  base             text,
  failure_stage    text,
  failure_code     text,
  failure_message  text,
  failure_blame    text,
  cancelled_by     text,
  check ((state = 'running') = (worker is not null and lease_until is not null and attempt is not null)),
  check ((state = 'succeeded') = (image is not null and base is not null)),
  check ((state = 'failed') = (failure_code is not null)),
  check ((state = 'cancelled') = (cancelled_by is not null))
);

create index build_open on builder.build (id) where state in ('queued', 'running');
create index build_of_organization on builder.build (organization, id desc);
create index build_made on builder.build (component, commit_id, base) where state = 'succeeded';

-- The same commit is never built twice at a time, whoever claims.
create unique index build_one_per_commit on builder.build (component, commit_id) where state = 'running';
