-- Links whose pending commissions do not mature, and why.
create table commissions.link_review (
  link_id     uuid           not null,
  case_id     uuid           not null,
  reason      text           not null,
  opened_at   timestamptz(3) not null,
  released_at timestamptz(3),
  primary key (link_id, case_id),
  constraint link_review_reason_is_short check (char_length(reason) between 1 and 2000),
  constraint link_review_ends_after_it_began check (released_at >= opened_at)
);
comment on table commissions.link_review is
  'A stop on a link''s money: pending commissions of its orders mature only when no review of the link is open.';
comment on column commissions.link_review.case_id is 'The moderation case that opened it; its decisions have the reasons.';
comment on column commissions.link_review.released_at is 'When an appeal ended it; null while it stands.';
create index link_review_open on commissions.link_review (link_id) where released_at is null;

grant select, insert on commissions.link_review to provisio_app;
grant update (released_at) on commissions.link_review to provisio_app;
