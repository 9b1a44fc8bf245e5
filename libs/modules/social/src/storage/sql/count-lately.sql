-- How much somebody has posted and commented lately. $1 author (partner) or null, $2 user, $3 a day ago, $4 an hour ago.
select
  (select count(*) from social.post where author_id = $1::uuid and created_at > $3::timestamptz) as posts,
  (select count(*) from social.comment where user_id = $2::uuid and created_at > $4::timestamptz) as comments;
