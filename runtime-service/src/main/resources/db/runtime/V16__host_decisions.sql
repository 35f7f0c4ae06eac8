-- What an organization lets components reach, of what their manifests name outright.
create table runtime.host_decisions (
  organization text not null,
  component text not null,
  allowed text[] not null,
  refused text[] not null,
  primary key (organization, component)
);

-- What runs was allowed with its deployment.
insert into runtime.host_decisions (organization, component, allowed, refused)
select f.organization,
  split_part(d.assignment->>'component', '@', 1),
  array_agg(distinct (h->>'host') || ':' || (h->>'port')),
  '{}'
from runtime.deployed_steps d
  join runtime.flows f on f.id = d.flow
  cross join json_array_elements(d.assignment->'egress') h
group by 1, 2;
