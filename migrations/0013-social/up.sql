-- Posts of partners, what people do with them, how they are moderated, and what that says about people.
-- A person is an id of identity; no name, address or device is stored here.
create schema social;

create table social.media (
  id         uuid           primary key,
  hash       text           not null,
  owner_id   uuid           not null,
  format     text           not null,
  width      int4           not null,
  height     int4           not null,
  renditions jsonb          not null,
  created_at timestamptz(3) not null,
  constraint media_is_uploaded_once unique (owner_id, hash),
  constraint media_hash_is_sha256 check (hash ~ '^[0-9a-f]{64}$'),
  constraint media_has_pixels check (width between 1 and 20000 and height between 1 and 20000),
  constraint media_format check (format in ('jpeg', 'png', 'webp'))
);
comment on table social.media is 'A picture that was looked at and cut to size. What was uploaded is not kept: it may say where it was taken.';
comment on column social.media.hash is 'SHA-256 of the uploaded file, hex.';
comment on column social.media.renditions is 'Array of {key, type, width, height, bytes}; each key holds the SHA-256 of its own file.';
comment on column social.media.width is 'Pixels, after the turn that the camera asked for.';

create table social.post (
  id          uuid           primary key,
  author_id   uuid           not null,
  posted_by   uuid           not null,
  body        text           not null,
  state       text           not null,
  shown_at    timestamptz(3),
  created_at  timestamptz(3) not null,
  label       text,
  version     int8           not null default 1,
  constraint post_body_is_short check (char_length(body) between 1 and 5000),
  constraint post_state check (state in ('queued', 'shown', 'removed')),
  constraint post_shown_since check (state <> 'shown' or shown_at is not null),
  constraint post_label check (label in ('sensitive', 'unverified')),
  constraint post_label_is_of_what_is_shown check (label is null or state = 'shown')
);
comment on table social.post is 'Words of a post never change; its state does, by decisions only.';
comment on column social.post.author_id is 'The partner whose post it is.';
comment on column social.post.posted_by is 'The user who wrote it: a decision about it is never theirs.';
comment on column social.post.state is 'queued: waits for a moderator, nobody sees it; shown; removed.';
comment on column social.post.shown_at is 'When it was first shown; null when it never was.';
comment on column social.post.version is 'Grows by 1 with each decision: what was read earlier never replaces what was read later.';
comment on column social.post.label is
  'What readers are told beside it, by decision: sensitive (its pictures are covered at first), unverified (its claims are not proven).';
create index post_by_author on social.post (author_id, id desc);
create index post_shown on social.post (id desc) where state = 'shown';

create table social.post_media (
  post_id  uuid not null references social.post (id),
  position int2 not null,
  media_id uuid not null references social.media (id),
  alt      text not null,
  primary key (post_id, position),
  constraint post_media_alt_is_short check (char_length(alt) <= 500)
);
comment on column social.post_media.alt is 'What the picture shows, for who cannot see it.';

create table social.post_tag (
  post_id     uuid not null references social.post (id),
  position    int2 not null,
  program_id  uuid not null,
  merchant_id uuid not null,
  sku         text not null,
  category    text not null,
  link_id     uuid not null,
  link_code   text not null,
  primary key (post_id, position),
  constraint post_tag_link_is_of_one_post unique (link_id)
);
comment on table social.post_tag is 'A product marked in a post: a tracked link of the author''s that no other post uses, so that its sales are this post''s.';

create table social.follow (
  user_id   uuid           not null,
  author_id uuid           not null,
  at        timestamptz(3) not null,
  primary key (user_id, author_id)
);
create index follow_by_author on social.follow (author_id);

create table social.reaction (
  user_id uuid           not null,
  post_id uuid           not null references social.post (id),
  kind    text           not null,
  at      timestamptz(3) not null,
  primary key (user_id, post_id, kind),
  constraint reaction_kind check (kind in ('like', 'save'))
);
create index reaction_by_post on social.reaction (post_id, kind);

create table social.comment (
  id         uuid           primary key,
  post_id    uuid           not null references social.post (id),
  user_id    uuid           not null,
  body       text           not null,
  state      text           not null,
  created_at timestamptz(3) not null,
  constraint comment_body_is_short check (char_length(body) between 1 and 1000),
  constraint comment_state check (state in ('queued', 'shown', 'removed'))
);
create index comment_by_post on social.comment (post_id, id) where state = 'shown';
create index comment_by_user on social.comment (user_id, created_at);

create table social.report (
  id          uuid           primary key,
  post_id     uuid           not null references social.post (id),
  reporter_id uuid           not null,
  reason      text           not null,
  details     text           not null,
  weight      float8         not null,
  at          timestamptz(3) not null,
  constraint report_once unique (post_id, reporter_id),
  constraint report_reason check (reason in ('spam', 'hate', 'harassment', 'sexual', 'violence', 'illegal_goods', 'other')),
  constraint report_details_are_short check (char_length(details) <= 1000),
  constraint report_weight check (weight between 0 and 1)
);
comment on column social.report.weight is 'Reliability of the reporter at the time: 0 to 1.';

create table social.moderation_case (
  id            uuid           primary key,
  subject_kind  text           not null,
  subject_id    uuid           not null,
  author_id     uuid           not null,
  state         text           not null,
  expected_harm float8         not null,
  evidence      jsonb          not null,
  opened_at     timestamptz(3) not null,
  claimed_by    uuid,
  claimed_until timestamptz(3),
  constraint case_subject_kind check (subject_kind in ('post', 'comment')),
  constraint case_state check (state in ('open', 'decided', 'appealed', 'closed')),
  constraint case_expected_harm check (expected_harm between 0 and 1000),
  constraint case_claim_is_whole check ((claimed_by is null) = (claimed_until is null))
);
comment on table social.moderation_case is 'A question about a post or comment: open for a moderator, decided, appealed (open for another one), closed for good.';
comment on column social.moderation_case.author_id is 'The user who wrote the subject.';
comment on column social.moderation_case.expected_harm is 'Probability that it breaks the rules × how bad that is, reports added; the queue''s order, age added.';
comment on column social.moderation_case.claimed_until is 'A claim keeps others away until then.';
create unique index case_one_at_a_time on social.moderation_case (subject_id) where state in ('open', 'decided', 'appealed');
create index case_queue on social.moderation_case (expected_harm desc, opened_at) where state in ('open', 'appealed');

create table social.decision (
  id          uuid           primary key,
  case_id     uuid           not null references social.moderation_case (id),
  step        int2           not null,
  outcome     text           not null,
  policy      text           not null,
  reason      text           not null,
  decided_by  uuid,
  evidence    jsonb          not null,
  at          timestamptz(3) not null,
  hash        bytea          not null,
  label       text,
  constraint decision_step_is_new unique (case_id, step),
  constraint decision_step check (step in (1, 2)),
  constraint decision_outcome check (outcome in ('allow', 'remove')),
  constraint decision_label check (label in ('sensitive', 'unverified')),
  constraint decision_labels_what_it_allows check (label is null or outcome = 'allow'),
  constraint decision_reason_is_given check (char_length(reason) between 1 and 2000),
  constraint decision_of_an_appeal_is_a_persons check (step = 1 or decided_by is not null),
  constraint decision_hash_is_sha256 check (length(hash) = 32)
);
comment on table social.decision is 'What was decided and why; step 1 first, step 2 on the appeal. Never changed; its hash is a note in the ledger''s log.';
comment on column social.decision.decided_by is 'The moderator; null when the policy decided by itself.';
comment on column social.decision.hash is 'SHA-256 of the decision''s canonical JSON (topic social.decision).';

create table social.decision_note (
  decision_id uuid primary key references social.decision (id),
  note_seq    int8 not null,
  constraint decision_note_seq_is_unique unique (note_seq)
);
comment on column social.decision_note.note_seq is 'Log position of the note with the decision''s hash.';

create table social.appeal (
  id        uuid           primary key,
  case_id   uuid           not null references social.moderation_case (id),
  made_by   uuid           not null,
  text      text           not null,
  at        timestamptz(3) not null,
  constraint appeal_once unique (case_id),
  constraint appeal_text_is_short check (char_length(text) between 1 and 2000)
);

-- Second check of the rule in domain/moderation/check-decision.ts: who decided first does not decide the appeal, and
-- nobody decides about words of their own.
create function social.decision_by_another() returns trigger language plpgsql as $$
begin
  if new.step = 2 and exists (
    select from social.decision d where d.case_id = new.case_id and d.step = 1 and d.decided_by = new.decided_by
  ) then
    raise exception 'the appeal of case % needs another moderator', new.case_id
      using errcode = 'check_violation', constraint = 'decision_by_another';
  end if;
  if exists (select from social.moderation_case c where c.id = new.case_id and c.author_id = new.decided_by) then
    raise exception 'nobody decides about their own words (case %)', new.case_id
      using errcode = 'check_violation', constraint = 'decision_not_by_the_author';
  end if;
  return new;
end $$;
create trigger decision_by_another before insert on social.decision for each row execute function social.decision_by_another();

create table social.evidence (
  id              uuid           primary key,
  subject_id      uuid           not null,
  score           text           not null,
  is_good         boolean        not null,
  weight          float8         not null,
  half_life_days  int4           not null,
  counterparty_id uuid,
  cause           text           not null,
  at              timestamptz(3) not null,
  constraint evidence_score check (score in ('creator', 'reporter')),
  constraint evidence_weight check (weight > 0 and weight <= 100),
  constraint evidence_half_life check (half_life_days between 1 and 3650)
);
comment on table social.evidence is 'What speaks for or against somebody. A score is made of these rows and of nothing else.';
comment on column social.evidence.subject_id is 'A partner for the score creator, a user for the score reporter.';
comment on column social.evidence.weight is 'How much it counts at first; half of that after half_life_days.';
comment on column social.evidence.cause is 'What happened, e.g. decision:<id> or like:<post>.';
create unique index evidence_once on social.evidence (subject_id, score, cause);
create index evidence_by_subject on social.evidence (subject_id, score, at);

create table social.trust (
  subject_id uuid           primary key,
  level      int2           not null,
  changed_at timestamptz(3) not null,
  constraint trust_level check (level between 0 and 4)
);
comment on table social.trust is 'A partner''s trust level, TL0 to TL4; kept because it rises later than it falls.';

grant usage on schema social to provisio_app;
grant select, insert on social.media, social.post, social.post_media, social.post_tag, social.follow, social.reaction,
  social.comment, social.report, social.moderation_case, social.decision, social.decision_note, social.appeal,
  social.evidence, social.trust to provisio_app;
grant update (state, shown_at, label, version) on social.post to provisio_app;
grant update (state) on social.comment to provisio_app;
grant update (state, expected_harm, evidence, claimed_by, claimed_until) on social.moderation_case to provisio_app;
grant update (level, changed_at) on social.trust to provisio_app;
grant delete on social.follow, social.reaction to provisio_app;
