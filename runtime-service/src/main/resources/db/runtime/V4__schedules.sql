-- When deployed polling triggers are polled. Times are the database's own: processes' clocks differ.
create table runtime.schedules (
  flow text primary key references runtime.flows (id),
  step text not null,
  revision integer not null,
  timing text not null,
  next_at timestamptz not null,
  -- A tick that a person asked for.
  asked_at timestamptz,
  -- The time of the newest tick; its id is derived from it.
  last_at timestamptz,
  -- A tick that is held back is not looked at before.
  look_at timestamptz not null default now(),
  held text
);
