-- What operators changed of somebody whom several firms have is told to each of them for a week (adr/0055): found by its fact.
create index audit_event_of_several on audit_event (at) where facts ->> 'ofSeveral' is not null;
