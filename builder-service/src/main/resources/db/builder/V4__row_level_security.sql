-- Two roles work in this schema, and neither owns it (docs/tenancy.md). The app role works for one
-- organization at a time; what a transaction does for nobody in particular is an error, not nothing.
create function builder.current_organization() returns text
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

grant usage on schema builder to ${app}, ${platform};
-- A later table is not forgotten; a test asks that it has policies.
alter default privileges in schema builder
  grant select, insert, update, delete on tables to ${app}, ${platform};
alter default privileges in schema builder grant usage on sequences to ${app}, ${platform};

-- Events leave through it: put in by whoever causes them, read by the relay alone.
grant insert on builder.outbox to ${app};
grant select, insert, delete on builder.outbox to ${platform};

alter table builder.build enable row level security;
alter table builder.build force row level security;
create policy of_organization on builder.build to ${app}
  using (organization = (select builder.current_organization()))
  with check (organization = (select builder.current_organization()));
create policy of_platform on builder.build to ${platform} using (true) with check (true);

grant select, insert, update, delete on builder.build to ${platform};
grant select, insert, update on builder.build to ${app};
