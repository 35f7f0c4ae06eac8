-- Data keys, one after the other for each organization, encrypted with a key that is not here.
create table runtime.data_keys (
  id uuid primary key,
  organization text not null,
  kek text not null,
  encrypted bytea not null,
  created_at timestamptz not null
);

create index data_keys_newest on runtime.data_keys (organization, created_at desc);

-- An id that no later connection of the same name has again: secrets are bound to it.
alter table runtime.connections add column id uuid;
update runtime.connections set id = gen_random_uuid();
alter table runtime.connections alter column id set not null;
alter table runtime.connections add constraint connections_id unique (id);

-- Secrets of before have a key of their own (secret_key) until they are sealed anew.
alter table runtime.connections alter column secret_key drop not null;
alter table runtime.connections add column data_key uuid references runtime.data_keys (id);
create index connections_data_key on runtime.connections (data_key);
