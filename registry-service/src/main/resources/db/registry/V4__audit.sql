-- Append-only. `entry` is the text that was hashed; the columns beside it are for finding.
create table registry.audit (
    organization text        not null, -- '' for what concerns none
    number       bigint      not null,
    id           uuid        not null unique,
    at           timestamptz not null,
    subject      text        not null,
    action       text        not null,
    entry        text        not null,
    previous     bytea       not null,
    hash         bytea       not null,
    primary key (organization, number)
);

create index audit_by_time on registry.audit (organization, at);

create function registry.audit_is_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end
$$;

create trigger audit_is_append_only before update or delete on registry.audit
    for each row execute function registry.audit_is_append_only();

create trigger audit_is_not_emptied before truncate on registry.audit
    for each statement execute function registry.audit_is_append_only();
