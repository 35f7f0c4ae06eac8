-- Two roles work in this schema, and neither owns it (docs/tenancy.md). The app role works for one
-- organization at a time; what a transaction does for nobody in particular is an error, not nothing.
create function runtime.current_organization() returns text
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

grant usage on schema runtime to ${app}, ${platform};
-- A later table is not forgotten; a test asks that it has policies.
alter default privileges in schema runtime
  grant select, insert, update, delete on tables to ${app}, ${platform};
alter default privileges in schema runtime grant usage on sequences to ${app}, ${platform};

-- Events leave through it: put in by whoever causes them, read by the relay alone.
grant insert on runtime.outbox to ${app};
grant select, insert, delete on runtime.outbox to ${platform};

-- Whose a row is: its own column says it, or the row that it belongs to, which has a policy itself.
do $$
declare
  place record;
  mine text;
begin
  for place in
    select unnest(array[
        'connections', 'flows', 'hooks', 'hook_verifications', 'executions',
        'dead_letters', 'replays', 'data_keys', 'oauth_consents', 'oauth_authorizations',
        'host_decisions', 'quota_uses']) as name,
      'organization = (select runtime.current_organization())' as mine
    union all
    select unnest(array[
        'oauth_clients']) as name,
      'owner = (select runtime.current_organization())' as mine
    union all
    select unnest(array[
        'flow_revisions', 'deployed_steps', 'schedules', 'ledger', 'notices',
        'ended_roads']) as name,
      'exists (select from runtime.flows f where f.id = %1$I.flow)' as mine
    union all
    select unnest(array[
        'step_runs']) as name,
      'exists (select from runtime.executions e where e.execution = %1$I.execution)' as mine
    union all
    select unnest(array[
        'replay_messages']) as name,
      'exists (select from runtime.replays r where r.id = %1$I.replay)' as mine
  loop
    mine := format(place.mine, place.name);
    execute format('alter table runtime.%I enable row level security', place.name);
    execute format('alter table runtime.%I force row level security', place.name);
    execute format(
      'create policy of_organization on runtime.%I to ${app} using (%s) with check (%2$s)',
      place.name, mine);
    execute format(
      'create policy of_platform on runtime.%I to ${platform} using (true) with check (true)',
      place.name);
    execute format('grant select, insert, update, delete on runtime.%I to ${platform}', place.name);
  end loop;
end
$$;

grant select, insert, update, delete on
  runtime.connections, runtime.hooks, runtime.hook_verifications, runtime.schedules,
  runtime.deployed_steps, runtime.notices, runtime.oauth_clients, runtime.oauth_consents,
  runtime.oauth_authorizations
  to ${app};
grant select, insert, update on
  runtime.flows, runtime.replays, runtime.ledger, runtime.data_keys, runtime.ended_roads,
  runtime.host_decisions
  to ${app};
grant select, insert, delete on runtime.replay_messages to ${app};
grant select, insert on runtime.flow_revisions to ${app};
grant select, update on runtime.dead_letters to ${app};
-- Written from what step runners tell.
grant select on runtime.executions, runtime.step_runs to ${app};
grant select on runtime.quota_uses to ${app};

-- Of no organization: what every flow may use, and how far events were counted.
grant select on runtime.component_versions to ${app};
grant select, insert, update, delete on runtime.component_versions, runtime.ledger_positions
  to ${platform};
