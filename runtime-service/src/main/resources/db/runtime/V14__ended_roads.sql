-- Roads that were cleared. Their numbers are not given again; their waiting rooms go when nothing in
-- them can be asked for any more.
create table runtime.ended_roads (
  flow text not null,
  step text not null,
  road integer not null,
  ended_at timestamptz not null,
  room_gone boolean not null default false,
  primary key (flow, step, road)
);
create index ended_roads_rooms on runtime.ended_roads (ended_at) where not room_gone;
