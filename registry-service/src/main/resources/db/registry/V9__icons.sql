-- What a version's icon was made into: a PNG that the registry wrote, and its digest. Without an
-- icon there is no row.
create table registry.icons (
    publisher    text  not null,
    component    text  not null,
    version      text  not null,
    organization text  not null,
    digest       text  not null,
    png          bytea not null,
    primary key (publisher, component, version),
    foreign key (publisher, component, version) references registry.versions on delete cascade
);

-- The catalogue shows icons as the platform, to those to whom it shows their versions.
alter table registry.icons enable row level security;
alter table registry.icons force row level security;
create policy of_organization on registry.icons to ${app}
  using (organization = (select registry.current_organization()))
  with check (organization = (select registry.current_organization()));
create policy of_platform on registry.icons to ${platform} using (true) with check (true);
-- Where its version is claimed again, another row takes its place.
revoke update on registry.icons from ${app};
