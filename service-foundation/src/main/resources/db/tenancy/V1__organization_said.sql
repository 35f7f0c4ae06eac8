-- Whoever may send SQL may set a setting: what a transaction says of its organization counts only
-- with the proof of a service, which reads this key as the owner. No role that works can.
create table tenancy.proof_key (
  one boolean primary key default true check (one),
  key bytea not null
);

-- 244 bits of the server's own randomness.
insert into tenancy.proof_key (key)
values (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- The organization that this transaction works for; null where it says none.
create function tenancy.said_organization() returns text
  language plpgsql stable parallel safe security definer set search_path = pg_catalog as $$
declare
  said text := current_setting('tributary.organization', true);
  organization text := split_part(said, ' ', 1);
begin
  if said is null or said = '' then
    return null;
  end if;
  if not exists (
    select from tenancy.proof_key k
    where split_part(said, ' ', 2)
      = encode(sha256(k.key || sha256(k.key || convert_to(organization, 'UTF8'))), 'hex'))
  then
    raise exception 'what this transaction says of its organization has no proof'
      using errcode = 'insufficient_privilege';
  end if;
  return organization;
end
$$;

revoke all on function tenancy.said_organization() from public;
grant usage on schema tenancy to ${app}, ${platform};
grant execute on function tenancy.said_organization() to ${app}, ${platform};
