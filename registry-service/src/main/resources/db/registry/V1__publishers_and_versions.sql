create table registry.publishers (
    name         text primary key,
    organization text        not null,
    -- What the name looks like to a hasty reader; two names that look alike are one too many.
    skeleton     text        not null unique,
    since        timestamptz not null
);

create index publishers_by_organization on registry.publishers (organization);

create sequence registry.build_numbers;

create table registry.versions (
    publisher    text        not null references registry.publishers (name),
    component    text        not null,
    version      text        not null,
    organization text        not null,
    commit_id    text        not null,
    build        bigint      not null unique,
    manifest     text        not null,
    title        text        not null,
    description  text        not null,
    -- Lower-case words that a search may hit: names, titles and descriptions of all operations.
    words        text        not null,
    -- Orders versions as Semantic Versioning does for all but exotic pre-releases.
    precedence   text collate "C" not null,
    pre_release  boolean     not null,
    state        text        not null,
    image        text,
    reason_code  text,
    reason       text,
    since        timestamptz not null,
    primary key (publisher, component, version)
);

create index versions_on_the_shelf on registry.versions (publisher, component, pre_release, precedence desc)
    where state in ('listed', 'deprecated');
