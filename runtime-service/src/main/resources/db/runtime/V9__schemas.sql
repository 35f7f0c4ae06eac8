-- Schema files that call something secret, by their paths: {"schemas/order.json": "…"}.
alter table runtime.component_versions add column schemas text not null default '{}';
