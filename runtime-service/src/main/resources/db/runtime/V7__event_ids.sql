-- Where a hook's requests carry the id of their event: usual, none, or a header's name.
alter table runtime.hooks add column event_id text not null default 'usual';
