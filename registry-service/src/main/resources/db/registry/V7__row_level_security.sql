-- Two roles work in this schema, and neither owns it (docs/tenancy.md). The app role works for one
-- organization at a time; what a transaction does for nobody in particular is an error, not nothing.
create function registry.current_organization() returns text
  language plpgsql stable parallel safe as $$
declare
  organization text := tenancy.said_organization();
begin
  if organization is null then
    raise exception 'this transaction does not say which organization it works for'
      using errcode = 'insufficient_privilege';
  end if;
  return organization;
end
$$;

grant usage on schema registry to ${app}, ${platform};
-- A later table is not forgotten; a test asks that it has policies.
alter default privileges in schema registry
  grant select, insert, update, delete on tables to ${app}, ${platform};
alter default privileges in schema registry grant usage on sequences to ${app}, ${platform};

-- Events leave through it: put in by whoever causes them, read by the relay alone.
grant insert on registry.outbox to ${app};
grant select, insert, delete on registry.outbox to ${platform};

-- Whose a row is: its own column says it, or the row that it belongs to, which has a policy itself.
do $$
declare
  place record;
  mine text;
begin
  for place in
    select unnest(array[
        'members', 'invitations', 'provider_changes', 'personal_tokens', 'audit',
        'quotas', 'quota_warnings']) as name,
      'organization = (select registry.current_organization())' as mine
    union all
    select unnest(array[
        'organizations']) as name,
      'name = (select registry.current_organization())' as mine
  loop
    mine := format(place.mine, place.name);
    execute format('alter table registry.%I enable row level security', place.name);
    execute format('alter table registry.%I force row level security', place.name);
    execute format(
      'create policy of_organization on registry.%I to ${app} using (%s) with check (%2$s)',
      place.name, mine);
    execute format(
      'create policy of_platform on registry.%I to ${platform} using (true) with check (true)',
      place.name);
    execute format('grant select, insert, update, delete on registry.%I to ${platform}', place.name);
  end loop;
end
$$;

-- The marketplace: everybody may see publishers and what is on the shelf.
alter table registry.publishers enable row level security;
alter table registry.publishers force row level security;
create policy of_everybody on registry.publishers for select to ${app} using (true);
create policy of_organization on registry.publishers for insert to ${app}
  with check (organization = (select registry.current_organization()));
create policy of_platform on registry.publishers to ${platform} using (true) with check (true);

alter table registry.versions enable row level security;
alter table registry.versions force row level security;
-- Does not raise: what is on the shelf is seen by those who work for nobody, too.
create policy of_everybody on registry.versions for select to ${app}
  using (
    state in ('listed', 'deprecated')
    or organization = (select tenancy.said_organization()));
create policy of_organization on registry.versions for insert to ${app}
  with check (organization = (select registry.current_organization()));
create policy of_organization_changed on registry.versions for update to ${app}
  using (organization = (select registry.current_organization()))
  with check (organization = (select registry.current_organization()));
create policy of_platform on registry.versions to ${platform} using (true) with check (true);

grant select, insert, update, delete on registry.publishers, registry.versions to ${platform};
-- Only ever added to, by the listener of all services' entries.
revoke update, delete on registry.audit from ${platform};

grant select, insert on registry.publishers to ${app};
grant select, insert, update on
  registry.versions, registry.organizations, registry.personal_tokens
  to ${app};
grant select, insert, update, delete on
  registry.members, registry.invitations, registry.provider_changes, registry.quotas
  to ${app};
grant select on registry.audit to ${app};
grant usage on sequence registry.build_numbers to ${app}, ${platform};
