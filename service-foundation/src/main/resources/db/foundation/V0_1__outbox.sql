-- Events on their way to Kafka; a row is gone once the broker has it.
create table outbox (
  id bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  payload text,
  created_at timestamptz not null default now()
);
