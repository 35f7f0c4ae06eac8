-- Who asked for an organization's deletion, and when it is due.
alter table registry.organizations add column asked_by text;
alter table registry.organizations add column due_at timestamptz;

create index organizations_leaving on registry.organizations (due_at) where state = 'leaving';
