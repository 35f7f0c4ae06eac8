-- A step that takes its messages from elsewhere has another road; the one before is cleared.
alter table runtime.deployed_steps
  add column road integer not null default 1,
  add column closed boolean not null default false,
  drop constraint deployed_steps_pkey,
  add primary key (flow, step, road);

-- A message ends on the revision that it began with, and is counted there; 0 = before that was
-- written down, or of a replay.
alter table runtime.ledger
  add column revision integer not null default 0,
  add column discarded bigint not null default 0,
  drop constraint ledger_pkey,
  add primary key (flow, step, minute, revision);

-- Whether a replay's messages keep the revision that they began with.
alter table runtime.replays add column same_version boolean not null default false;
