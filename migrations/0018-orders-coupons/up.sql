-- The coupon code and the clicked ad that an order names. Rows from before have none, so the new rule has nothing to look at
-- in them. New columns of a table carry the table's grants.
alter table orders."order"
  add column coupon text,
  add column ad_click text,
  add constraint order_ad_click_is_short check (length(ad_click) between 1 and 1000) not valid,
  add constraint order_coupon_is_short check (length(coupon) between 1 and 100) not valid;
comment on column orders."order".ad_click is 'The served ad that the customer clicked, as the merchant''s page was told; ads judge what it is worth.';
comment on column orders."order".coupon is 'The coupon code that the customer used, as the merchant sent it.';
