-- Which taxpayers issued from one device: asked while somebody waits for an answer.
create index invoice_mac on invoice.invoice (mac) where side = 'OUT' and mac is not null;
create index invoice_device on invoice.invoice (device_serial) where side = 'OUT' and device_serial is not null;
