-- Lets a cancellation that names no original find what its customer bought, and what it gave back already.
create index order_by_customer on orders."order" (merchant_id, customer_ref, placed_at desc) where customer_ref is not null;
create index refund_by_external_id on orders.refund (merchant_id, external_id collate "C");
