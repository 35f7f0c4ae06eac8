-- Limits that the operator set for one organization; what is absent has the usual one.
create table registry.quotas (
    organization text        not null references registry.organizations (name),
    quota        text        not null,
    most         bigint      not null check (most >= 0),
    changed_at   timestamptz not null,
    primary key (organization, quota)
);

-- That most of a quota is used: owners are told once in each period.
create table registry.quota_warnings (
    organization text        not null,
    quota        text        not null,
    period       text        not null,
    used         bigint      not null,
    most         bigint      not null,
    said_at      timestamptz not null,
    told_at      timestamptz,
    primary key (organization, quota, period)
);

create index quota_warnings_untold on registry.quota_warnings (said_at) where told_at is null;
