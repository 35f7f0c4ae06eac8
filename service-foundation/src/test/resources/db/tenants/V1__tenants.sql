create table tenants.notes (
  organization text not null,
  number integer not null,
  text text not null,
  primary key (organization, number)
);

create function tenants.current_organization() returns text
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

grant usage on schema tenants to ${app}, ${platform};
alter table tenants.notes enable row level security;
alter table tenants.notes force row level security;
create policy of_organization on tenants.notes to ${app}
  using (organization = (select tenants.current_organization()))
  with check (organization = (select tenants.current_organization()));
create policy of_platform on tenants.notes to ${platform} using (true) with check (true);
grant select, insert, update, delete on tenants.notes to ${app}, ${platform};

-- As it would be without policies, to measure what they cost.
create table tenants.open_notes (like tenants.notes including all);
grant select, insert, update, delete on tenants.open_notes to ${app};

grant insert on tenants.outbox to ${app};
grant select, insert, delete on tenants.outbox to ${platform};
