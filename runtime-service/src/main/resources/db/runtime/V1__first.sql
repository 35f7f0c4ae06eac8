-- What the registry listed; never changed.
create table runtime.component_versions (
  component text not null,
  version text not null,
  image text not null,
  manifest text not null,
  publisher_organization text not null,
  listed_at timestamptz not null,
  primary key (component, version)
);

create table runtime.connections (
  organization text not null,
  name text not null,
  component text not null,
  version integer not null,
  fields jsonb not null,
  fingerprints jsonb not null,
  state text not null,
  state_since timestamptz,
  state_reason text,
  changed_at timestamptz not null,
  secret_key bytea not null,
  secrets bytea not null,
  primary key (organization, name)
);

create table runtime.flows (
  id text primary key,
  organization text not null,
  name text not null,
  revision integer not null,
  deployed_revision integer,
  state text not null,
  state_since timestamptz not null,
  state_reason text,
  created_at timestamptz not null
);
-- A name is free again when its flow is on its way out; ids are never used again.
create unique index flow_names on runtime.flows (organization, name)
  where state not in ('stopping', 'stopped');

-- Only ever added to.
create table runtime.flow_revisions (
  flow text not null references runtime.flows (id),
  revision integer not null,
  notation text not null,
  document text not null,
  plan json not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (flow, revision)
);

-- What the step runners were last told.
create table runtime.deployed_steps (
  flow text not null references runtime.flows (id),
  step text not null,
  position integer not null,
  image text not null,
  connection text,
  assignment json not null,
  primary key (flow, step)
);

create table runtime.hooks (
  id text primary key,
  flow text not null references runtime.flows (id),
  step text not null,
  organization text not null,
  flow_name text not null,
  revision integer not null,
  replies boolean not null,
  unique (flow, step)
);

create table runtime.executions (
  execution text primary key,
  organization text not null,
  flow text not null,
  revision integer not null,
  started_at timestamptz not null,
  last_at timestamptz not null,
  status text not null
);
create index executions_newest on runtime.executions (organization, flow, started_at desc);
create index executions_age on runtime.executions (last_at);

create table runtime.step_runs (
  execution text not null,
  message text not null,
  step text not null,
  parent text,
  outcome text not null,
  attempt integer not null,
  outputs integer not null,
  fans_out integer not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  next_attempt_at timestamptz,
  error_kind text,
  error_message text,
  worker text,
  topic text not null,
  partition integer not null,
  topic_offset bigint not null,
  primary key (execution, message, step)
);
