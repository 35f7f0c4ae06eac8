-- When a worker first had it: what counts as begun, also where it was given back.
alter table builder.build add column started_at timestamptz;
update builder.build set started_at = since where state in ('running', 'succeeded', 'failed');
create index build_starts on builder.build (organization, started_at) where started_at is not null;
