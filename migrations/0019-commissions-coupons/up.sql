-- squawk-ignore-file ban-drop-not-null
-- Older code reads the click's columns: this step and its code are rolled out together, before the first coupon.
-- A conversion is brought by a click or by a coupon. Rows from before have their click, whole: the rule holds
-- for them. New columns of a table carry the table's grants.
alter table commissions.conversion
  alter column click_id drop not null,
  alter column link_id drop not null,
  alter column link_code drop not null,
  alter column click_at drop not null,
  add column coupon_id uuid,
  add column coupon_code text,
  add constraint conversion_brought_by_a_click_or_a_coupon check (
    num_nonnulls(click_id, link_id, link_code, click_at) = case when coupon_id is null then 4 else 0 end
    and (coupon_id is null) = (coupon_code is null)
  ) not valid;
comment on column commissions.conversion.coupon_id is 'The coupon that brought the order; null where a click did.';
