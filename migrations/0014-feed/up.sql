-- What feeds are made of. Projected from social's events and from readers' actions; the index in memory is built from it.
create schema feed;

create table feed.item (
  post_id   uuid           primary key,
  author_id uuid           not null,
  topics    text[]         not null,
  is_shown  boolean        not null,
  at        timestamptz(3) not null
);
comment on table feed.item is 'A post that was shown at least once.';
comment on column feed.item.topics is 'What it is about: #hashtag, category paths with every path above them, merchant:sku.';

create table feed.follow (
  user_id   uuid not null,
  author_id uuid not null,
  primary key (user_id, author_id)
);

create table feed.action (
  seq        int8           generated always as identity primary key,
  user_id    uuid           not null,
  post_id    uuid           not null,
  kind       text           not null,
  at         timestamptz(3) not null,
  context_id uuid,
  position   int2,
  propensity float8,
  constraint action_kind check (kind in ('view', 'like', 'save', 'comment', 'tag_click', 'hide', 'report')),
  constraint action_counts_once unique (context_id, post_id, kind),
  constraint action_of_a_served_post check ((context_id is null) = (position is null)),
  constraint action_propensity check (propensity > 0 and propensity <= 1)
);
comment on table feed.action is 'What a reader did, in the order it was stored. Never changed.';
comment on column feed.action.context_id is 'The served feed that it answers to; null for what social told.';
comment on column feed.action.propensity is 'Probability with which the post was put at this place; 1 but for the exploration slot.';
create index action_by_user on feed.action (user_id, seq desc);

grant usage on schema feed to provisio_app;
grant select, insert on feed.item, feed.follow, feed.action to provisio_app;
grant update (is_shown) on feed.item to provisio_app;
grant delete on feed.follow to provisio_app;
