-- What a flow's webhook asks of its senders. None: whoever knows the address.
create table runtime.hook_verifications (
  flow text primary key references runtime.flows (id) on delete cascade,
  organization text not null,
  version integer not null,
  scheme text not null,
  header text,
  prefix text,
  encoding text,
  data_key uuid not null references runtime.data_keys (id),
  secrets bytea not null,
  previous_until timestamptz,
  changed_at timestamptz not null
);

create index hook_verifications_data_key on runtime.hook_verifications (data_key);
