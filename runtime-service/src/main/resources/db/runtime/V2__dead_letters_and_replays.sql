-- What steps gave up. The message itself lies in the flow's dead-letter topic and never changes.
create table runtime.dead_letters (
  id text primary key,
  organization text not null,
  flow text not null,
  step text not null,
  execution text not null,
  message text not null,
  kind text not null,
  error text not null,
  error_message text not null,
  cause text not null,
  attempts integer not null,
  image text not null,
  bytes integer not null,
  died_at timestamptz not null,
  topic text not null,
  partition integer not null,
  topic_offset bigint not null,
  -- Where the step's input lay; its partition is where a replay goes.
  input_partition integer not null,
  state text not null,
  state_at timestamptz not null,
  state_by text,
  reason text,
  replay text,
  edited bytea,
  edited_at timestamptz,
  edited_by text
);
create index dead_letters_newest on runtime.dead_letters (organization, state, died_at desc, id);
create index dead_letters_cause on runtime.dead_letters (organization, flow, cause);

create table runtime.replays (
  id text primary key,
  organization text not null,
  flow text,
  per_second integer not null,
  total integer not null,
  sent integer not null,
  state text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  ended_at timestamptz
);
create index replays_running on runtime.replays (requested_at) where state = 'running';
create index replays_newest on runtime.replays (organization, requested_at desc);

-- Sent in the order of their numbers; sent ones are gone.
create table runtime.replay_messages (
  replay text not null references runtime.replays (id),
  number integer not null,
  flow text not null,
  step text not null,
  topic text not null,
  partition integer not null,
  topic_offset bigint not null,
  input_partition integer not null,
  dead_letter text,
  edited bytea,
  primary key (replay, number)
);

-- What each step did, by the minute of its events; with how far the events were counted.
create table runtime.ledger (
  flow text not null,
  step text not null,
  minute timestamptz not null,
  emitted_for bigint not null,
  filtered bigint not null,
  failed bigint not null,
  outputs bigint not null,
  retries bigint not null,
  replayed bigint not null default 0,
  primary key (flow, step, minute)
);
create index ledger_age on runtime.ledger (minute);
create table runtime.ledger_positions (
  partition integer primary key,
  next_offset bigint not null
);
